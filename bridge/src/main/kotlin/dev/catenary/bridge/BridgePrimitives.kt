package dev.catenary.bridge

import dev.catenary.AsyncIterator
import dev.catenary.Barrier
import dev.catenary.Broadcast
import dev.catenary.Cache
import dev.catenary.Channel
import dev.catenary.Event
import dev.catenary.Generator
import dev.catenary.Latch
import dev.catenary.Latest
import dev.catenary.Limiter
import dev.catenary.Mutex
import dev.catenary.RateLimiter
import dev.catenary.ReadWriteMutex
import dev.catenary.Select
import dev.catenary.Semaphore
import dev.catenary.WaitQueue
import dev.catenary.WorkQueue
import dev.catenary.core.channel.Broadcast as CoreBroadcast
import dev.catenary.core.channel.Channel as CoreChannel
import dev.catenary.core.channel.Latest as CoreLatest
import dev.catenary.core.channel.Shelf
import dev.catenary.core.channel.WhenFull
import dev.catenary.core.channel.WorkQueue as CoreWorkQueue
import dev.catenary.core.sync.Barrier as CoreBarrier
import dev.catenary.core.sync.Event as CoreEvent
import dev.catenary.core.sync.FairMutex
import dev.catenary.core.sync.FairSemaphore
import dev.catenary.core.sync.Latch as CoreLatch
import dev.catenary.core.sync.Limiter as CoreLimiter
import dev.catenary.core.sync.ReadWriteMutex as CoreReadWriteMutex
import dev.catenary.spi.CacheOptions
import dev.catenary.spi.Primitives
import java.time.Duration
import java.util.function.ToLongFunction

/** The primitives of the Java API: each an adapter over its engine object. */
internal object BridgePrimitives : Primitives {
    override fun <E : Any> channel(name: String?, capacity: Int, conflates: Boolean): Channel<E> =
        ChannelAdapter(CoreChannel(name, capacity, conflates))

    override fun <E : Any> broadcast(
        name: String?,
        buffer: Int,
        replay: Int,
        whenFull: Broadcast.WhenFull,
    ): Broadcast<E> = BroadcastAdapter(CoreBroadcast(name, buffer, replay, WhenFull.valueOf(whenFull.name)))

    override fun <E : Any> latest(name: String?, initial: E): Latest<E> = LatestAdapter(CoreLatest(name, initial))

    override fun <R> select(): Select<R> = SelectAdapter()

    override fun <E : Any> workQueue(
        name: String?,
        capacity: Int,
        order: WorkQueue.Order,
        priority: ToLongFunction<in E>?,
    ): WorkQueue<E> {
        val shelf =
            when (order) {
                WorkQueue.Order.FIFO -> Shelf.Fifo<E>()
                WorkQueue.Order.LIFO -> Shelf.Lifo()
                WorkQueue.Order.PRIORITY -> Shelf.Ranked()
            }
        return WorkQueueAdapter(CoreWorkQueue(name, capacity, shelf), priority)
    }

    override fun mutex(name: String?, owned: Boolean): Mutex = MutexAdapter(FairMutex(name, owned))

    override fun semaphore(name: String?, permits: Int, bound: Int): Semaphore =
        SemaphoreAdapter(FairSemaphore(name, permits, bound), bound)

    override fun limiter(name: String?, total: Int): Limiter = LimiterAdapter(CoreLimiter(name, total))

    override fun event(name: String?): Event = EventAdapter(CoreEvent(name))

    override fun latch(name: String?, count: Int): Latch = LatchAdapter(CoreLatch(name, count))

    override fun barrier(name: String?, parties: Int): Barrier = BarrierAdapter(CoreBarrier(name, parties))

    override fun readWriteMutex(name: String?): ReadWriteMutex = ReadWriteMutexAdapter(CoreReadWriteMutex(name))

    override fun rateLimiter(name: String?, permits: Int, period: Duration, burst: Int): RateLimiter =
        RateLimiterAdapter(name, permits, period, burst)

    override fun <K : Any, V : Any> cache(options: CacheOptions): Cache<K, V> = CacheAdapter(options)

    override fun <T> waitQueue(name: String?): WaitQueue<T> = WaitQueueAdapter(ParkingLot(name))

    override fun <E : Any> generate(ahead: Int, generator: Generator<E>): AsyncIterator<E> = Generated(ahead, generator)
}
