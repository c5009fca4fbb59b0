package dev.catenary.spi;

import dev.catenary.AsyncIterator;
import dev.catenary.Barrier;
import dev.catenary.Broadcast;
import dev.catenary.Cache;
import dev.catenary.Channel;
import dev.catenary.Event;
import dev.catenary.Generator;
import dev.catenary.Latch;
import dev.catenary.Latest;
import dev.catenary.Limiter;
import dev.catenary.Mutex;
import dev.catenary.RateLimiter;
import dev.catenary.ReadWriteMutex;
import dev.catenary.Select;
import dev.catenary.Semaphore;
import dev.catenary.WaitQueue;
import dev.catenary.WorkQueue;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the static methods of the primitives in {@link dev.catenary} stand on. Arguments are checked before they get here; a
 * name that is null stands for one the engine makes.
 */
public interface Primitives {
    /** A capacity of {@link Integer#MAX_VALUE} is none. */
    <E> Channel<E> channel(@Nullable String name, int capacity, boolean conflates);

    <E> Broadcast<E> broadcast(@Nullable String name, int buffer, int replay, Broadcast.WhenFull whenFull);

    <E> Latest<E> latest(@Nullable String name, E initial);

    <R extends @Nullable Object> Select<R> select();

    /** The priority is there if the order asks for one. */
    <E> WorkQueue<E> workQueue(
            @Nullable String name, int capacity, WorkQueue.Order order, @Nullable ToLongFunction<? super E> priority);

    Mutex mutex(@Nullable String name, boolean owned);

    Semaphore semaphore(@Nullable String name, int permits, int bound);

    Limiter limiter(@Nullable String name, int total);

    Event event(@Nullable String name);

    Latch latch(@Nullable String name, int count);

    Barrier barrier(@Nullable String name, int parties);

    ReadWriteMutex readWriteMutex(@Nullable String name);

    RateLimiter rateLimiter(@Nullable String name, int permits, Duration period, int burst);

    <K, V> Cache<K, V> cache(CacheOptions options);

    <T extends @Nullable Object> WaitQueue<T> waitQueue(@Nullable String name);

    /** Runs the generator as a task that belongs to the caller, up to {@code ahead} elements ahead of the iterator. */
    <E> AsyncIterator<E> generate(int ahead, Generator<E> generator);
}
