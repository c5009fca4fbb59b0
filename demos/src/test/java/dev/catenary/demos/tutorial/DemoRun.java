package dev.catenary.demos.tutorial;

import dev.catenary.Catenary;
import dev.catenary.LoopOptions;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a demo wrote, and how long it took by its loop's clock. In virtual time that is exact.
 *
 * @param failures what reached the loop's failure handler
 */
public record DemoRun(List<String> lines, Duration elapsed, List<Throwable> failures) {
    /** For strangers, such as a server on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public static DemoRun inVirtualTime(Demo demo) throws Exception {
        var clock = new VirtualClock(PATIENCE);
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        TestLoop.<@Nullable Void, Exception>run(options(failures).clock(clock), scope -> {
            demo.run(scope, lines::add);
            return null;
        });
        return new DemoRun(List.copyOf(lines), clock.elapsed(), List.copyOf(failures));
    }

    /** For demos that do real I/O. */
    public static DemoRun inRealTime(Demo demo) throws Exception {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        var elapsed = Catenary.<Duration, Exception>run(options(failures), scope -> {
            var watch = Stopwatch.start(scope.loop());
            demo.run(scope, lines::add);
            return watch.elapsed();
        });
        return new DemoRun(List.copyOf(lines), elapsed, List.copyOf(failures));
    }

    private static LoopOptions options(List<Throwable> failures) {
        return LoopOptions.named("demo").failureHandler(report -> failures.add(report.failure()));
    }
}
