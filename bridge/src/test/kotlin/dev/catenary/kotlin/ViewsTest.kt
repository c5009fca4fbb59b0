package dev.catenary.kotlin

import dev.catenary.Barrier
import dev.catenary.Broadcast
import dev.catenary.Catenary
import dev.catenary.Channel
import dev.catenary.ChannelClosedException
import dev.catenary.ContextSource
import dev.catenary.Event
import dev.catenary.Latch
import dev.catenary.Limiter
import dev.catenary.LoopOptions
import dev.catenary.Mutex
import dev.catenary.Promise
import dev.catenary.RateLimiter
import dev.catenary.ReadWriteMutex
import dev.catenary.Select
import dev.catenary.Semaphore
import dev.catenary.Task
import dev.catenary.WaitQueue
import dev.catenary.WorkQueue
import dev.catenary.context.ContextSources
import dev.catenary.testing.TestLoop
import dev.catenary.testing.VirtualClock
import java.io.IOException
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.Continuation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel as KotlinChannel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex as KotlinMutex
import kotlinx.coroutines.sync.Semaphore as KotlinSemaphore
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.slf4j.MDC

/** The primitives of the Java API as Kotlin code meets them. */
class ViewsTest {
    private fun onDefault(block: suspend CoroutineScope.() -> Unit) = runBlocking(Dispatchers.Default, block)

    @Test
    fun viewIsTheSameObjectUnderAnotherType() {
        val channel = Channel.rendezvous<String>()
        val mutex = Mutex.create()

        assertThat(channel.suspending().java === channel).isTrue()
        assertThat(mutex.suspending().java.suspending()).isEqualTo(mutex.suspending())
    }

    @Test
    fun channelIsSharedByCoroutinesAndJavaBodies() {
        val channel = Channel.rendezvous<Int>()

        val sum =
            Catenary.run<Int, Exception> { scope ->
                scope.launchKotlin {
                    withContext(Dispatchers.Default) { for (i in 1..100) channel.suspending().send(i) }
                    channel.close()
                }
                var sum = 0
                channel.forEach<RuntimeException> { sum += it }
                sum
            }

        assertThat(sum).isEqualTo(5050)
    }

    @Test
    fun loopOverAChannelEndsWhenItIsClosed() = onDefault {
        val channel = Channel.unlimited<Int>()
        val got = ArrayList<Int>()
        channel.suspending().send(1)
        channel.suspending().send(2)
        channel.close()

        for (element in channel.suspending()) got.add(element)

        assertThat(got).containsExactly(1, 2)
        assertThatThrownBy { runBlocking { channel.suspending().receive() } }
            .isInstanceOf(ChannelClosedException::class.java)
    }

    @Test
    fun cancelledReceiverTakesNothing() = onDefault {
        val channel = Channel.rendezvous<Int>()
        val receiver = launch(Dispatchers.Unconfined) { channel.suspending().receive() }

        receiver.cancelAndJoin()
        val next = async(Dispatchers.Unconfined) { channel.suspending().receive() }
        channel.suspending().send(1)

        assertThat(next.await()).isEqualTo(1)
        assertThat(channel.stats().waitingReceivers()).isZero()
    }

    @Test
    fun mutexBelongsToACoroutineAcrossItsThreads() = onDefault {
        val mutex = Mutex.create("m").suspending()
        var inside = 0
        val others =
            List(50) {
                async {
                    mutex.withLock {
                        val before = inside
                        yield()
                        inside = before + 1
                    }
                }
            }
        others.forEach { it.await() }

        assertThat(inside).isEqualTo(50)
    }

    @Test
    fun coroutineThatHoldsAMutexIsRefusedASecondTime() = onDefault {
        val mutex = Mutex.create("m").suspending()

        mutex.withLock {
            val refused = runCatching { mutex.acquire() }.exceptionOrNull()

            assertThat(refused).isInstanceOf(IllegalStateException::class.java).hasMessageContaining("holds already")
        }

        assertThat(mutex.java.stats().isHeld).isFalse()
    }

    @Test
    fun conditionIsWaitedForByACoroutineAndSignalledByAJavaBody() {
        val mutex = Mutex.create()
        val condition = mutex.newCondition()
        val items = ArrayList<String>()

        val got =
            TestLoop.run<String, Exception> { scope ->
                val taker =
                    scope.startKotlin("taker") {
                        mutex.suspending().withLock {
                            condition.suspending().await { items.isNotEmpty() }
                            items.removeAt(0)
                        }
                    }
                scope.fork {
                    mutex.acquire().use {
                        items.add("a")
                        condition.signal()
                    }
                }
                taker.join()
            }

        assertThat(got).isEqualTo("a")
    }

    @Test
    fun everythingElseSuspendsToo() = onDefault {
        val event = Event.create()
        val latch = Latch.of(1)
        val barrier = Barrier.of(2)
        val queue = WorkQueue.unbounded<String>()
        val parked = WaitQueue.create<String>()
        val broadcast = Broadcast.create<Int>(1, Broadcast.WhenFull.WAIT)
        val subscriber = broadcast.subscribe()

        coroutineScope {
            launch(Dispatchers.Unconfined) { event.suspending().await() }
            launch(Dispatchers.Unconfined) { latch.suspending().await() }
            launch(Dispatchers.Unconfined) { assertThat(barrier.suspending().await()).isZero() }
            launch(Dispatchers.Unconfined) { assertThat(parked.suspending().await()).isEqualTo("signal") }
            event.set()
            latch.countDown()
            assertThat(barrier.suspending().await()).isOne()
            parked.signal("signal")
        }
        Semaphore.of(2).suspending().withPermits(2) {}
        Limiter.of(1).suspending().withToken {}
        ReadWriteMutex.create().suspending().withWriteLock {}
        ReadWriteMutex.create().suspending().withReadLock {}
        RateLimiter.perSecond(1).suspending().acquire()
        queue.suspending().put("job")
        broadcast.suspending().send(1)

        assertThat(queue.suspending().get()).isEqualTo("job")
        queue.taskDone()
        queue.suspending().join()
        assertThat(subscriber.suspending().receive()).isEqualTo(1)
    }

    @Test
    fun selectionSuspends() = onDefault {
        val channel = Channel.rendezvous<Int>()
        launch { channel.suspending().send(1) }

        val chosen =
            Select.of<String>()
                .onReceive(channel) { "got $it" }
                .onTimeout(Duration.ofHours(1)) { "idle" }
                .awaitSuspending()

        assertThat(chosen).isEqualTo("got 1")
    }

    @Test
    fun taskIsAwaitedWithItsFailureAsItIs() = onDefault {
        val promise = Promise.create<String>()
        val failed = Task.failed<String>(IOException("boom"))
        promise.complete("value")

        assertThat(promise.await()).isEqualTo("value")
        assertThat(runCatching { failed.await() }.exceptionOrNull()).isInstanceOf(IOException::class.java)
    }

    @Test
    fun cancelledWaiterLeavesATaskAlone() = onDefault {
        val promise = Promise.create<String>()
        val cancelled = launch(Dispatchers.Unconfined) { promise.await() }
        val other = async(Dispatchers.Unconfined) { promise.await() }

        cancelled.cancelAndJoin()
        promise.complete("value")

        assertThat(other.await()).isEqualTo("value")
    }

    @Test
    fun coroutinesOnALoopTakeTurnsWithItsTasks() {
        val events = ArrayList<String>()

        TestLoop.run<Unit, Exception> { scope ->
            scope.coroutineScope.launch { events.add("launched on " + Thread.currentThread().name.isNotEmpty()) }
            runCatching { assertThat(scope.loop().dispatcher).isSameAs(Coroutines.dispatcher(scope.loop())) }
                .getOrThrow()
            scope.join()
            events.add("joined")
        }

        assertThat(events).containsExactly("launched on true", "joined")
    }

    @Test
    fun streamsAndFlowsBecomeEachOther() = onDefault {
        val numbers = dev.catenary.AsyncStream.of(1, 2, 3)

        assertThat(numbers.asFlow().map { it * it }.toList()).containsExactly(1, 4, 9)
        assertThat(numbers.asFlow().asStream() === numbers).isTrue()
        assertThat(withContext(Dispatchers.IO) { numbers.toList() }).containsExactly(1, 2, 3)
    }

    @Test
    fun failureOfAGeneratorArrivesInAFlowAsItIs() = onDefault {
        val failing = dev.catenary.AsyncStream.generate<Int> { throw IOException("boom") }

        assertThat(runCatching { failing.asFlow().toList() }.exceptionOrNull()).isInstanceOf(IOException::class.java)
    }

    @Test
    fun stateIsHotAndTellsTheValueOfTheMomentFirst() {
        val state = MutableStateFlow("a")
        val hot = Coroutines.state(state)

        val got =
            TestLoop.run<List<String>, Exception> {
                val receiver = hot.subscribe()
                val first = receiver.receive()
                state.value = "b"
                listOf(first, receiver.receive()).also { receiver.cancel() }
            }

        assertThat(got).containsExactly("a", "b")
    }

    @Test
    fun subscriptionToASharedFlowMissesNothingFromNowOn() {
        val shared = MutableSharedFlow<Int>(extraBufferCapacity = 1)

        val got =
            TestLoop.run<Int, Exception> {
                val receiver = Coroutines.shared(shared).subscribe()
                assertThat(shared.tryEmit(1)).isTrue()
                receiver.receive().also { receiver.close() }
            }

        assertThat(got).isEqualTo(1)
    }

    @Test
    fun foreignPrimitivesHaveViewsToo() = onDefault {
        val channel = Coroutines.channel(KotlinChannel<Int>(1))
        channel.suspending().send(1)

        assertThat(channel.suspending().receive()).isEqualTo(1)
        Coroutines.mutex(KotlinMutex()).suspending().withLock {}
        Coroutines.semaphore(KotlinSemaphore(1)).suspending().withPermits {}
    }

    @Test
    fun contextOfOtherLibrariesIsThereAfterASuspension() {
        val options = LoopOptions.named("test").clock(VirtualClock()).context(ContextSources.mdc())
        MDC.put("request", "42")
        try {
            val seen =
                TestLoop.run<List<String?>, Exception>(options) { scope ->
                    val called = Suspend.call<String?> { k -> invoke(::requestAfterADelay, k) }
                    val started = scope.startKotlin { requestAfterADelay() }.join()
                    listOf(called, started)
                }

            assertThat(seen).containsExactly("42", "42")
        } finally {
            MDC.remove("request")
        }
    }

    @Test
    fun contextThatCannotBeTakenFailsTheCallAndLetsTheBodyEnd() {
        val isBroken = AtomicBoolean()
        val source = ContextSource {
            check(!isBroken.get()) { "no context" }
            ContextSource.threadLocal(ThreadLocal<String>()).capture()
        }

        val value =
            TestLoop.run<String, Exception>(LoopOptions.named("test").clock(VirtualClock()).context(source)) {
                isBroken.set(true)
                assertThatThrownBy { Suspend.call<String?> { k -> invoke(::requestAfterADelay, k) } }
                    .hasRootCauseMessage("no context")
                isBroken.set(false)
                "ended"
            }

        assertThat(value).isEqualTo("ended")
    }

    private suspend fun requestAfterADelay(): String? {
        delay(1_000)
        return MDC.get("request")
    }

    @Suppress("UNCHECKED_CAST")
    private fun <T> invoke(function: suspend () -> T, k: Continuation<T>): Any? =
        (function as (Continuation<T>) -> Any?).invoke(k)

    @Test
    fun javaBodyIsForkedIntoACoroutineScope() = onDefault {
        val task = coroutineScope {
            Coroutines.fork(this, Callable { Catenary.sleep(Duration.ofMillis(1)).let { "done" } })
        }

        assertThat(task.await()).isEqualTo("done")
    }
}
