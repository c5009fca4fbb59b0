package dev.catenary;

import dev.catenary.spi.Engines;
import java.util.Optional;

/**
 * Mutual exclusion among tasks, threads and coroutines, first come, first served: who releases it hands it over to the one
 * who has waited longest, and no newcomer gets in between.
 *
 * <pre>{@code
 * try (var held = mutex.acquire()) { … }
 * }</pre>
 *
 * <p>It belongs to the task, or the thread, that acquires it. To acquire it again, or to release what another holds, throws
 * {@link IllegalStateException}. One whose owner ends holding it is broken for good, as what it guards may be half done:
 * those who wait, and all who come, get a {@link BrokenException}. (A thread, or a coroutine that is no task, is found to
 * have ended when the next one asks.) A cancelled wait acquired nothing.
 *
 * <p>What was done before a release happens-before what is done after the next acquire.
 */
public interface Mutex {
    static Mutex create() {
        return Engines.primitives().mutex(null, true);
    }

    static Mutex create(String name) {
        return Engines.primitives().mutex(Arguments.named(name), true);
    }

    /** One that anybody may release, and that is not broken by anybody's end. To acquire it twice waits for itself. */
    static Mutex unowned() {
        return Engines.primitives().mutex(null, false);
    }

    /** As {@link #unowned()}, with a name for logs and reports. */
    static Mutex unowned(String name) {
        return Engines.primitives().mutex(Arguments.named(name), false);
    }

    /**
     * Waits for the mutex.
     *
     * @throws IllegalStateException if the caller holds it already
     * @throws BrokenException if an owner ended holding it
     * @throws InterruptedException if the caller is cancelled or interrupted; it does not hold the mutex
     */
    Held acquire() throws InterruptedException;

    /**
     * As {@link #acquire}, without waiting here: this call has its place in the queue when it returns. The caller's task will
     * be the owner. Cancelling the task that is returned takes it back, unless it has the mutex.
     */
    Task<Held> acquireAsync();

    /** The mutex if nobody holds it. Never waits. */
    Optional<Held> tryAcquire();

    /**
     * As closing what {@link #acquire} gave. Never waits.
     *
     * @throws IllegalStateException if the caller does not hold it
     */
    void release();

    /** A condition of what this mutex guards. */
    Condition newCondition();

    /** As {@link #newCondition()}, with a name for logs and reports. */
    Condition newCondition(String name);

    String name();

    Stats stats();

    /**
     * A moment of a mutex.
     *
     * @param owner the name of the task or thread that holds it
     */
    record Stats(boolean isHeld, Optional<String> owner, int waiting, boolean isBroken) {}
}
