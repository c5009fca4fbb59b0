package dev.catenary.testing;

import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import dev.catenary.Scope;
import dev.catenary.ScopeBody;
import dev.catenary.Task;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loops in virtual time, in which a hang is a failure.
 *
 * <pre>{@code
 * @Test
 * void greetsAfterAnHour() throws Exception {
 *     var clock = new VirtualClock();
 *
 *     var greeting = TestLoop.run(LoopOptions.named("test").clock(clock), scope -> {
 *         Catenary.sleep(Duration.ofHours(1));
 *         return "hello";
 *     });
 *
 *     assertThat(greeting).isEqualTo("hello");
 *     assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1));
 * }
 * }</pre>
 */
public final class TestLoop {
    private TestLoop() {}

    /** As {@link Catenary#run(ScopeBody)}, in virtual time. */
    public static <T extends @Nullable Object, X extends Throwable> T run(ScopeBody<T, X> body)
            throws X, InterruptedException {
        return run(Carrier.AUTOMATIC, body);
    }

    /** As {@link Catenary#run(ScopeBody)}, in virtual time, on this carrier. */
    public static <T extends @Nullable Object, X extends Throwable> T run(Carrier carrier, ScopeBody<T, X> body)
            throws X, InterruptedException {
        return run(LoopOptions.named("test").carrier(carrier), body);
    }

    /**
     * As {@link Catenary#run(LoopOptions, ScopeBody)}, in virtual time: that of the options if their clock is a {@link
     * VirtualClock}, else that of a new one.
     *
     * @throws AssertionError if nothing could ever happen any more; it says what still waits. The body has been cancelled
     *     then and has unwound, and what it threw is suppressed in the error
     */
    public static <T extends @Nullable Object, X extends Throwable> T run(LoopOptions options, ScopeBody<T, X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        var clock = virtual(options);
        var watch = new HangWatch(clock);
        T value;
        try {
            value = Catenary.run(options.clock(clock), scope -> {
                watch.begin(scope);
                return body.run(scope);
            });
        } catch (Throwable thrown) {
            watch.failIfHung(thrown);
            throw thrown;
        }
        watch.failIfHung(null);
        return value;
    }

    /**
     * A loop of its own thread in virtual time. Nobody watches it for a hang: what its test waits for may well be a stranger.
     */
    public static EventLoop open(LoopOptions options) {
        return EventLoop.open(options.clock(virtual(options)));
    }

    private static VirtualClock virtual(LoopOptions options) {
        return options.clock() instanceof VirtualClock given ? given : new VirtualClock();
    }

    /** Cancels the main task when its clock finds that it hangs, and remembers what was waiting then. */
    private static final class HangWatch {
        private final VirtualClock clock;
        private volatile @Nullable AssertionError hang;

        HangWatch(VirtualClock clock) {
            this.clock = clock;
        }

        void begin(Scope scope) {
            var main = Task.current().orElseThrow();
            clock.onHang(() -> {
                var error = new AssertionError(describe(main, scope));
                hang = error;
                // The loop is in the middle of finding something to do: it is asked as by any stranger.
                new Thread(() -> main.cancel(error.getMessage()), "catenary-test-hang").start();
            });
        }

        private String describe(Task<?> main, Scope scope) {
            var children = scope.children();
            return "the test hangs, after " + clock.elapsed()
                    + " of virtual time: nothing is ready, no timer is set and"
                    + " no other thread has called in. Still waiting: " + main
                    + (children.isEmpty()
                            ? ""
                            : children.stream()
                                    .map(Task::toString)
                                    .collect(Collectors.joining(", ", " and its children ", "")));
        }

        void failIfHung(@Nullable Throwable thrown) {
            var error = hang;
            if (error == null) return;
            if (thrown != null) error.addSuppressed(thrown);
            throw error;
        }
    }
}
