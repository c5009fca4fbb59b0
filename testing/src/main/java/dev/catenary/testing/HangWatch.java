package dev.catenary.testing;

import dev.catenary.Callback;
import dev.catenary.EventLoop;
import dev.catenary.Task;
import dev.catenary.insight.Insight;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cancels a main task when its clock finds that it hangs, and remembers what was waiting then. */
final class HangWatch {
    private final VirtualClock clock;
    private volatile @Nullable AssertionError hang;

    HangWatch(VirtualClock clock) {
        this.clock = clock;
    }

    /** By the main task, in its turn: all time of the clock is its own. */
    void watch(EventLoop loop) {
        clock.onHang(cancelOf(Task.current().orElseThrow(), loop));
    }

    /** By the main task, in its turn: time jumps until it has ended. */
    void watchAndLetJump(EventLoop loop) {
        var main = Task.current().orElseThrow();
        var end = clock.letJump(cancelOf(main, loop));
        // a turn that is ready before the loop can find that it has nothing to do
        main.onComplete(Callback.of(value -> end.run(), failure -> end.run()));
    }

    private Runnable cancelOf(Task<?> main, EventLoop loop) {
        return () -> {
            hang = new AssertionError("the test hangs, after " + clock.elapsed()
                    + " of virtual time: nothing is ready, no timer is set and no other thread has called in. Still waiting:\n"
                    + waitingOn(loop));
            // The loop is in the middle of finding something to do: it is asked as by any stranger.
            new Thread(() -> main.cancel("the test hangs"), "catenary-test-hang").start();
        };
    }

    /** The tree of what a loop does, and the deadlocks in it. */
    static String waitingOn(EventLoop loop) {
        var deadlocks = Insight.deadlocks().stream()
                .filter(deadlock ->
                        deadlock.circle().stream().anyMatch(link -> link.loop().equals(loop.name())))
                .map(deadlock -> "\n" + deadlock)
                .collect(Collectors.joining());
        return Insight.snapshot(loop).tree() + deadlocks;
    }

    /** Throws the hang, if there was one, with what the main task threw when it was cancelled. */
    void failIfHung(@Nullable Throwable thrown) {
        var error = hang;
        if (error == null) return;
        if (thrown != null) error.addSuppressed(thrown);
        throw error;
    }
}
