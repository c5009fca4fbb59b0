package dev.catenary.demos.schemes;

import dev.catenary.demos.tutorial.Program;
import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Schemes {
    public static final Tutorial TUTORIAL = Tutorial.of(
            "Schemes for several coroutines with asyncio",
            Program.of("gather-two-tasks", "Two tasks at once, gathered", "Basic modes", new GatherTwoTasks()),
            Program.of("start-and-join", "Tasks started by hand and joined later", "Basic modes", new StartAndJoin()),
            Program.of(
                    "jobs-through-a-queue",
                    "A bounded queue between two tasks",
                    "Advanced modes",
                    new JobsThroughAQueue()),
            Program.of("semaphore-limits", "Two of five tasks at a time", "Advanced modes", new SemaphoreLimits()),
            Program.of("event-notifies", "A task waits for an event", "Communication", new EventNotifies()),
            Program.of(
                            "condition-with-predicate",
                            "Tasks wait until there is data",
                            "Communication",
                            new ConditionWithPredicate())
                    .note(
                            "it waits for the signal and not for the data. A worker that comes after the signal waits for ever.",
                            "the wait has a predicate, looked at before it and after each signal."),
            Program.of("partial-success", "Some fail, the others count", "Errors", new PartialSuccess()),
            Program.of(
                    "cancel-and-timeout",
                    "A task that is cancelled, a wait that is given up",
                    "Errors",
                    new CancelAndTimeout()));

    private Schemes() {}
}
