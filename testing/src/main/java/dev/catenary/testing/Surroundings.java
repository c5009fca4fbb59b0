package dev.catenary.testing;

import dev.catenary.insight.Insight;
import dev.catenary.insight.LoopInfo;
import dev.catenary.insight.Snapshot;
import dev.catenary.insight.Stacks;
import dev.catenary.insight.TaskInfo;
import dev.catenary.insight.TaskState;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What there is in this JVM at one time: the numbers of all tasks, and how many loops there are of which name. */
record Surroundings(Set<Long> tasks, Map<String, Long> loops) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Nobody closes it. */
    private static final String SHARED = "shared";

    static Surroundings now() {
        return of(Insight.snapshot(Stacks.NONE));
    }

    private static Surroundings of(Snapshot snapshot) {
        return new Surroundings(
                snapshot.tasks().stream().map(TaskInfo::id).collect(Collectors.toSet()),
                snapshot.loops().stream().collect(Collectors.groupingBy(LoopInfo::name, Collectors.counting())));
    }

    /** What is about to end has some time for it, for nobody is told when a loop of somebody else's has ended. */
    void failIfMoreIsLeft() throws InterruptedException {
        var begin = System.nanoTime();
        var left = more();
        while (!left.isEmpty() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Thread.sleep(1);
            left = more();
        }
        if (!left.isEmpty()) throw new AssertionError("the test leaves loops or tasks behind:\n" + left);
    }

    private String more() {
        var snapshot = Insight.snapshot();
        var now = of(snapshot);
        return snapshot.loops().stream()
                .filter(loop -> hasNewTask(loop) || isNew(loop, now))
                .map(LoopInfo::tree)
                .collect(Collectors.joining("\n"));
    }

    private boolean hasNewTask(LoopInfo loop) {
        return loop.tasks().stream().anyMatch(task -> task.state() != TaskState.ENDED && !tasks.contains(task.id()));
    }

    private boolean isNew(LoopInfo loop, Surroundings now) {
        return !loop.name().equals(SHARED)
                && now.loops.getOrDefault(loop.name(), 0L) > loops.getOrDefault(loop.name(), 0L);
    }
}
