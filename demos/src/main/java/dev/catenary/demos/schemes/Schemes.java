package dev.catenary.demos.schemes;

import dev.catenary.demos.tutorial.Program;
import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Schemes {
    public static final Tutorial TUTORIAL = Tutorial.of(
            "Schemes for several coroutines with asyncio",
            Program.of("gather-two-tasks", "Two tasks at once with gather", "Basic modes", new GatherTwoTasks()));

    private Schemes() {}
}
