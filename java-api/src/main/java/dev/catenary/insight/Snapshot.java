package dev.catenary.insight;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All loops, at about one time.
 *
 * @param taken when, by the wall clock
 * @param loops in the order of their names
 */
public record Snapshot(Instant taken, List<LoopInfo> loops) {
    public Snapshot {
        loops = List.copyOf(loops);
    }

    /** All tasks of all loops. */
    public List<TaskInfo> tasks() {
        return loops.stream().flatMap(loop -> loop.tasks().stream()).toList();
    }

    /**
     * What belongs to whom: below each loop its tasks, below each task the scopes of its body, below each scope its children;
     * with what each one waits for and where.
     */
    public String tree() {
        return loops.stream().map(Tree::of).collect(Collectors.joining("\n"));
    }

    /** Who waits for whom: below each thing or task that is waited for those who wait for it, and who waits for them. */
    public String waits() {
        return WaitTree.of(this);
    }

    /** A line each for the tasks: number, name, loop, state, age, turns, time on the loop, wait, place. */
    public String table() {
        return Table.of(this);
    }

    /** All of it, for programs: the records as objects, durations in seconds, stack frames as text. */
    public String json() {
        return Json.of(this);
    }

    @Override
    public String toString() {
        return tree();
    }
}
