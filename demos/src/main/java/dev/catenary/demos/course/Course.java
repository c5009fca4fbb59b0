package dev.catenary.demos.course;

import dev.catenary.demos.course.ch11theory.LoopTurns;
import dev.catenary.demos.course.ch11theory.TaskStates;
import dev.catenary.demos.course.ch11theory.TaskTurns;
import dev.catenary.demos.course.ch11theory.WaitingTogether;
import dev.catenary.demos.course.ch12asyncawait.AwaitPatterns;
import dev.catenary.demos.course.ch12asyncawait.Awaitables;
import dev.catenary.demos.course.ch12asyncawait.CallsAndBodies;
import dev.catenary.demos.course.ch12asyncawait.CustomAwaitable;
import dev.catenary.demos.course.ch12asyncawait.FunctionKinds;
import dev.catenary.demos.course.ch12asyncawait.GatherInDepth;
import dev.catenary.demos.course.ch12asyncawait.LimitsAndFirst;
import dev.catenary.demos.course.ch12asyncawait.LongTasks;
import dev.catenary.demos.course.ch12asyncawait.WhenTasksRun;
import dev.catenary.demos.tutorial.Program;
import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Course {
    public static final Tutorial TUTORIAL = Tutorial.of(
            "Part four: coroutines and asynchronous programming",
            Program.of("task-states", "The life of a task, and its three ends", "11.1.3", new TaskStates())
                    .note(
                            "in its picture only a suspended coroutine is cancelled, and a cancel ends it.",
                            "one that has not begun can be cancelled too, and never begins; one that has begun is asked, and"
                                    + " has ended when it has unwound."),
            Program.of("waiting-together", "Three waits in turn and together", "11.1.4", new WaitingTogether()),
            Program.of("loop-turns", "The loop's pseudo code beside the real loop", "11.2.2", new LoopTurns())
                    .note(
                            "its loop runs until nothing is ready: a task that makes itself ready keeps timers and I/O"
                                    + " waiting for ever. It has no timers, and calls set_result() without a result.",
                            "a round runs what was ready when it began; what that makes ready waits for the next one."),
            Program.of("task-turns", "A task made ready, run, made ready again", "11.2.4", new TaskTurns())
                    .note(
                            "in its pseudo code a coroutine that yields no awaitable is taken to have ended, with that"
                                    + " as its result; and one is appended to the ready queue before its result is set.",
                            "a task ends when its body returns, and the result is there before the waiter is ready."),
            Program.of("calls-and-bodies", "A call, a body, a task", "12.2.1", new CallsAndBodies()),
            Program.of("function-kinds", "Functions that wait and functions that do not", "12.2.3", new FunctionKinds())
                    .note(
                            "it asks a coroutine for its state with getgeneratorstate, which fails: an AttributeError"
                                    + " ends the program there. The function would be getcoroutinestate.",
                            "in Java there is nothing to ask: what waits says so in its throws clause."),
            Program.of("when-tasks-run", "What a fork runs, and when", "12.2.3", new WhenTasksRun()),
            Program.of("awaitables", "Calls, tasks, promises, futures, several", "12.3.2", new Awaitables())
                    .note(
                            "it keeps no reference to the task that sets its future: asyncio may collect that while it"
                                    + " waits, and the future is never set.",
                            "a scope holds its tasks, and ends only with the last of them."),
            Program.of("custom-awaitable", "Things to wait for of one's own", "12.3.2", new CustomAwaitable()),
            Program.of("limits-and-first", "A limit of time, the first of several", "12.3.2", new LimitsAndFirst())
                    .note(
                            "it takes one of the tasks that are done and drops the others that ended in the same"
                                    + " instant; and it goes on before those it cancels have ended.",
                            "a race has one winner, and returns when the losers have unwound."),
            Program.of("await-patterns", "In turn, together, on condition", "12.3.2", new AwaitPatterns())
                    .note(
                            "nothing ever calls these patterns; and its cache always hits, as the text it looks for is in"
                                    + " every answer.",
                            "both ways are shown."),
            Program.of("gather-in-depth", "Results, outcomes, the first failure", "12.3.1", new GatherInDepth())
                    .note(
                            "each worker fails by chance, so about every second run ends in its first part. And the first"
                                    + " failure leaves the siblings running, unseen.",
                            "who fails is decided; the first failure cancels the siblings, and is thrown when they have"
                                    + " ended."),
            Program.of("long-tasks", "Progress, cancel, what became of each", "12.3.1", new LongTasks())
                    .note(
                            "it says 2 seconds where it waits for 2.2; and its progress is at 0.1, 1.1, 2.1 seconds, for it"
                                    + " counts from 0.",
                            "progress is told at whole seconds."));

    private Course() {}
}
