package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** Downloads in the order in which they end, each as the task that it is. */
public final class AsCompleted implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var downloads = List.of(
                scope.fork("file1.txt", () -> download(500)),
                scope.fork("file2.jpg", () -> download(1200)),
                scope.fork("file3.pdf", () -> download(800)),
                scope.fork("file4.mp4", () -> download(2000)));
        try (var ended = Tasks.asCompleted(downloads)) {
            while (ended.hasNext()) {
                var download = ended.next();
                out.line("[%s] %s: %d KB", watch, download.name(), download.join());
            }
        }
    }

    private static int download(int kilobytes) throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(kilobytes)); // a kilobyte a millisecond
        return kilobytes;
    }
}
