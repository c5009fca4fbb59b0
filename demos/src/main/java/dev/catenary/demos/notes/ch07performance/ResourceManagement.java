package dev.catenary.demos.notes.ch07performance;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** A resource that is cleaned up, one that is not, and one whose user is cancelled. */
public final class ResourceManagement implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var pool = new Pool(line -> out.line("[%s] %s", watch, line));

        out.part("Well managed");
        out.line("Result: %s", workAndClose(pool));
        out.line("Open: %d", pool.open);

        out.part("Cancelled while it works");
        cancelAfter(Duration.ofMillis(800), scope, pool, watch, out);

        out.part("Cancelled while it cleans up");
        cancelAfter(Duration.ofMillis(1_100), scope, pool, watch, out);

        out.part("Badly managed");
        out.line("Result: %s", pool.acquire().work());
        out.line("Open: %d", pool.open);
    }

    private static void cancelAfter(Duration pause, Scope scope, Pool pool, Stopwatch watch, Output out)
            throws InterruptedException {
        var task = scope.fork("worker", () -> workAndClose(pool));
        Catenary.sleep(pause);
        task.cancel();
        try {
            task.join();
        } catch (CancellationException e) {
            out.line("[%s] %s", watch, e.getMessage());
        }
        out.line("Open: %d", pool.open);
    }

    private static String workAndClose(Pool pool) throws InterruptedException {
        return Catenary.scope(scope -> scope.use(pool.acquire()).work());
    }

    private static final class Pool {
        private final Output out;
        private int open;

        Pool(Output out) {
            this.out = out;
        }

        Resource acquire() throws InterruptedException {
            out.line("Acquiring");
            Catenary.sleep(Duration.ofMillis(500));
            open++;
            return new Resource(this);
        }
    }

    private record Resource(Pool pool) implements AutoCloseable {
        String work() throws InterruptedException {
            pool.out.line("Working");
            Catenary.sleep(Duration.ofMillis(500));
            return "success";
        }

        @Override
        public void close() throws InterruptedException {
            pool.out.line("Cleaning up");
            Catenary.sleep(Duration.ofMillis(200));
            pool.open--;
        }
    }
}
