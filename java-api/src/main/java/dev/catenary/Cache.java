package dev.catenary;

import dev.catenary.spi.CacheOptions;
import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.Optional;

/**
 * Values that were costly to get, kept for a time. Many may ask for the same absent key at once: it is loaded once, and all
 * get the value of that load ("single flight").
 *
 * <p>A load is a task of its own, on the loop of the first who asks. A waiter that is cancelled leaves the load alone, unless
 * it was the last one: the load dies with its last waiter. A failure goes to those who wait for it and is not kept. Null is
 * never a key or a value.
 *
 * <p>Kept by <a href="https://github.com/ben-manes/caffeine">Caffeine</a>. Time is that of {@link Builder#clock}.
 */
public interface Cache<K, V> {
    /** A value leaves that long after it was loaded. */
    static <K, V> Builder<K, V> expireAfterWrite(Duration age) {
        return Cache.<K, V>builder().expireAfterWrite(age);
    }

    /** A value leaves when nobody has asked for it for that long. */
    static <K, V> Builder<K, V> expireAfterAccess(Duration idle) {
        return Cache.<K, V>builder().expireAfterAccess(idle);
    }

    /** The value that was used least leaves when there are more than that. */
    static <K, V> Builder<K, V> maximumSize(long size) {
        return Cache.<K, V>builder().maximumSize(size);
    }

    /** With no limit but those that are set. */
    static <K, V> Builder<K, V> builder() {
        return new Builder<>();
    }

    /**
     * The value of {@code key}; if it is not there, waits for it to be loaded.
     *
     * @throws java.util.concurrent.CompletionException with what {@code loader} threw as its cause; a loader that gives null
     *     fails with a {@link NullPointerException}
     * @throws InterruptedException if the caller is cancelled or interrupted
     */
    V get(K key, Mapping<? super K, ? extends V> loader) throws InterruptedException;

    /** As {@link #get}, without waiting here. Cancelling the task counts as a waiter that leaves. */
    Task<V> getAsync(K key, Mapping<? super K, ? extends V> loader);

    /** The value, if it is there. Never waits, never loads. */
    Optional<V> getIfPresent(K key);

    /** Sets a value by hand. Those who wait for a load of this key get what that gives. */
    void put(K key, V value);

    /** Drops the value. What is being loaded now goes to those who wait for it, and is not kept. */
    void invalidate(K key);

    void invalidateAll();

    String name();

    Stats stats();

    /**
     * A moment of a cache.
     *
     * @param size the values inside, about: expired ones may not have left yet
     * @param loading how many keys are being loaded
     * @param hits how often a value was there
     * @param misses how often it was not, also when a load was under way
     * @param loads how many loads have been begun
     */
    record Stats(long size, int loading, long hits, long misses, long loads) {}

    /** How a cache is made. Immutable; each method gives a changed copy. */
    final class Builder<K, V> {
        private final CacheOptions options;

        private Builder() {
            this(new CacheOptions("cache", Optional.empty(), Optional.empty(), Long.MAX_VALUE, LoopClock.system()));
        }

        private Builder(CacheOptions options) {
            this.options = options;
        }

        public Builder<K, V> named(String name) {
            return new Builder<>(options.name(Arguments.named(name)));
        }

        /** @throws IllegalArgumentException if {@code age <= 0} */
        public Builder<K, V> expireAfterWrite(Duration age) {
            return new Builder<>(options.expireAfterWrite(Arguments.positive(age, "age")));
        }

        /** @throws IllegalArgumentException if {@code idle <= 0} */
        public Builder<K, V> expireAfterAccess(Duration idle) {
            return new Builder<>(options.expireAfterAccess(Arguments.positive(idle, "idle")));
        }

        /** @throws IllegalArgumentException if {@code size < 1} */
        public Builder<K, V> maximumSize(long size) {
            if (size < 1) throw new IllegalArgumentException("size < 1: " + size);
            return new Builder<>(options.maximumSize(size));
        }

        /** The time by which values expire; the system's, unless this says otherwise. */
        public Builder<K, V> clock(LoopClock clock) {
            return new Builder<>(options.clock(clock));
        }

        public Cache<K, V> build() {
            return Engines.primitives().cache(options);
        }
    }
}
