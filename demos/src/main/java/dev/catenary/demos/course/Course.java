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
import dev.catenary.demos.course.ch13asyncio.AsCompleted;
import dev.catenary.demos.course.ch13asyncio.BasicParts;
import dev.catenary.demos.course.ch13asyncio.ConditionsOfAStore;
import dev.catenary.demos.course.ch13asyncio.EventForAll;
import dev.catenary.demos.course.ch13asyncio.FilesCompared;
import dev.catenary.demos.course.ch13asyncio.FilesSideBySide;
import dev.catenary.demos.course.ch13asyncio.HttpClientInBatches;
import dev.catenary.demos.course.ch13asyncio.HttpServerWithRoutes;
import dev.catenary.demos.course.ch13asyncio.LinesOfAFile;
import dev.catenary.demos.course.ch13asyncio.LockAroundAWait;
import dev.catenary.demos.course.ch13asyncio.SemaphoreOfTwo;
import dev.catenary.demos.course.ch13asyncio.WaitForSome;
import dev.catenary.demos.course.ch13asyncio.WebSocketBroadcast;
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
                            "it keeps no reference to the task that sets its future, and asyncio promises none: here only"
                                    + " the timer of its sleep saves it.",
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
                                    + " failure leaves the siblings running until the program ends.",
                            "who fails is decided; the first failure cancels the siblings, and is thrown when they have"
                                    + " ended."),
            Program.of("long-tasks", "Progress, cancel, what became of each", "12.3.1", new LongTasks())
                    .note(
                            "it says 2 seconds where it waits for 2.2; and its progress is at 0.1, 1.1, 2.1 seconds, for it"
                                    + " counts from 0.",
                            "progress is told at whole seconds."),
            Program.of("basic-parts", "A call, named tasks, a promise", "13.1.2", new BasicParts()),
            Program.of("wait-for-some", "The first, those within a limit, the rest", "13.1.2", new WaitForSome())
                    .note(
                            "it catches a TimeoutError that asyncio.wait never raises; who fails is left to chance; and it"
                                    + " ends before the tasks it cancels have.",
                            "a wait for some neither throws nor cancels; the rest is cancelled by hand, and waited for."),
            Program.of("as-completed", "Downloads in the order of their ends", "13.1.2", new AsCompleted())
                    .note(
                            "what as_completed gives are new coroutines: which download it was can't be asked.",
                            "each end gives the task itself, with its name."),
            Program.of("files-side-by-side", "Files written, read, processed", "13.2.1", new FilesSideBySide())
                    .note(
                            "it writes into the current folder, and leaves its files there when something fails.",
                            "the files are in a temporary folder that its scope removes."),
            Program.of("lines-of-a-file", "A file line by line", "13.2.1", new LinesOfAFile()),
            Program.of("files-compared", "Files on the loop and off it", "13.2.1", new FilesCompared())
                    .note(
                            "it sells asynchronous files as the faster ones. They are blocking calls on other threads, and"
                                    + " small files are often slower that way. And its encoding is that of the machine.",
                            "what is gained are the turns of all other tasks, none of which runs while the loop blocks."),
            Program.of(
                            "http-client-in-batches",
                            "Pages at once, two at a time, too late",
                            "13.2.2",
                            new HttpClientInBatches())
                    .note(
                            "it needs httpbin.org, and catches the ImportError of a module that was imported long before.",
                            "the server is its own; whether two were there at a time is asked at the server."),
            Program.of("http-server-with-routes", "A server of three routes", "13.2.2", new HttpServerWithRoutes())
                    .note(
                            "its server never runs: run_app is a comment, and aiohttp.web is used but not imported, which"
                                    + " is an AttributeError.",
                            "the server runs, and its routes are asked."),
            Program.of("websocket-broadcast", "Clients that talk to each other", "13.2.2", new WebSocketBroadcast())
                    .note(
                            "there is no WebSocket in it. And its clients leave when they have said their last word, before"
                                    + " it is passed on: the last messages reach nobody.",
                            "clients leave when they have heard the others out, and each hears every message."),
            Program.of("lock-around-a-wait", "A counter without a lock and with one", "13.3.1", new LockAroundAWait()),
            Program.of("semaphore-of-two", "Five tasks, two permits", "13.3.1", new SemaphoreOfTwo()),
            Program.of("event-for-all", "One sets, all go on", "13.3.1", new EventForAll()),
            Program.of(
                            "conditions-of-a-store",
                            "Producers, consumers, three places",
                            "13.3.1",
                            new ConditionsOfAStore())
                    .note(
                            "one condition serves both sides, so that every change wakes everybody, to look and to wait"
                                    + " again.",
                            "each side has a condition of its own, and one signal wakes one."));

    private Course() {}
}
