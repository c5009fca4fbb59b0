package dev.catenary.demos.primer;

import dev.catenary.demos.tutorial.Program;
import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Primer {
    public static final Tutorial TUTORIAL = Tutorial.of(
            "asyncio: core ideas and a mental model",
            Program.of("one-waiter", "The restaurant with one waiter", "1", new OneWaiter()),
            Program.of("say-hello", "The smallest program that waits", "3", new SayHello()),
            Program.of("calls-in-turn", "Calls that wait, one after the other", "3", new CallsInTurn()),
            Program.of("tasks-together", "The same work as tasks", "3", new TasksTogether())
                    .note(
                            "it says that create_task runs a task in the background at once: it runs when the one who made"
                                    + " it waits.",
                            "that is so here too, and said."),
            Program.of("many-tasks", "Lists of tasks; a hundred with a bound", "3", new ManyTasks())
                    .note(
                            "its results are never used, and its hundred tasks would have no bound.",
                            "results are in the order of the arguments; a bounded map runs some at a time."),
            Program.of("task-group", "A scope, added tasks, a failure", "3", new TaskGroup())
                    .note(
                            "it prints that the tasks have started when none of them has; and nothing fails in it, which is what"
                                    + " a group is for.",
                            "the failure of one ends the others, and the scope with it."),
            Program.of("time-limit", "A limit around an hour's sleep", "3", new TimeLimit()),
            Program.of("blocked-loop", "What blocks the loop, and the same off it", "4", new BlockedLoop()),
            Program.of("blocking-library", "A client that blocks, used off the loop", "4", new BlockingLibrary())
                    .note(
                            "it needs a package and a site of the net, and one request, which would not show a thing.",
                            "two requests wait at the same time, and the server answers neither before both are there."),
            Program.of("plain-functions", "What only computes", "4", new PlainFunctions()));

    private Primer() {}
}
