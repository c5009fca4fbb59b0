package dev.catenary.testing;

import dev.catenary.Body;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Task;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The task as which a test's method runs. It begins before the method does, for its scope is a parameter of that. */
final class MainTask {
    private final Promise<Scope> scope = Promise.create("the scope of the test");
    private final Promise<Body<@Nullable Void, ?>> method = Promise.create("the method of the test");
    private final HangWatch watch;
    private final Task<@Nullable Void> task;

    MainTask(TestLoop loop) {
        watch = new HangWatch(loop.clock());
        task = loop.start("test", opened -> {
            scope.complete(opened);
            var body = method.join();
            watch.watchAndLetJump(loop.eventLoop());
            return body.run();
        });
    }

    Scope scope() throws InterruptedException {
        return scope.join();
    }

    boolean hasBegun() {
        return method.isDone();
    }

    /** Runs the method, and waits for the scope to end; throws what that throws. */
    void run(Body<@Nullable Void, ?> body) throws Throwable {
        method.complete(body);
        try {
            task.join();
        } catch (CompletionException failed) {
            watch.failIfHung(failed.getCause());
            throw failed.getCause();
        } catch (InterruptedException e) {
            task.cancel("the test's thread was interrupted");
            throw e;
        } catch (Throwable cancelled) {
            watch.failIfHung(cancelled);
            throw cancelled;
        }
        watch.failIfHung(null);
    }

    /** In place of a method that never came: lets the scope end. */
    void runNothing() throws Exception {
        try {
            run(() -> null);
        } catch (Exception | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }
}
