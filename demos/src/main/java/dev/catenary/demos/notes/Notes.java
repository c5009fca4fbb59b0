package dev.catenary.demos.notes;

import dev.catenary.demos.notes.ch01basics.HelloTwice;
import dev.catenary.demos.notes.ch01basics.TasksThreadsProcesses;
import dev.catenary.demos.notes.ch02asyncio.LoopBasics;
import dev.catenary.demos.notes.ch02asyncio.WaysToRunTasks;
import dev.catenary.demos.notes.ch02asyncio.WorkWhileTasksRun;
import dev.catenary.demos.notes.ch03controlflow.AsyncGenerator;
import dev.catenary.demos.notes.ch03controlflow.AsyncIteration;
import dev.catenary.demos.notes.ch03controlflow.DatabaseConnection;
import dev.catenary.demos.notes.ch03controlflow.Transactions;
import dev.catenary.demos.notes.ch04patterns.ProducersAndConsumers;
import dev.catenary.demos.notes.ch04patterns.RateLimit;
import dev.catenary.demos.notes.ch04patterns.SemaphoreByHand;
import dev.catenary.demos.notes.ch04patterns.SemaphoreWithTimeout;
import dev.catenary.demos.notes.ch05failures.DebugMode;
import dev.catenary.demos.notes.ch05failures.FailuresOfTasks;
import dev.catenary.demos.notes.ch05failures.RetryWithBackoff;
import dev.catenary.demos.notes.ch05failures.StructuredLogging;
import dev.catenary.demos.notes.ch05failures.TaskStatus;
import dev.catenary.demos.notes.ch05failures.TimeoutAndShield;
import dev.catenary.demos.notes.ch06practice.ManyFiles;
import dev.catenary.demos.notes.ch06practice.RequestsAtARate;
import dev.catenary.demos.notes.ch06practice.RequestsInBatches;
import dev.catenary.demos.notes.ch06practice.WriteAndReadAFile;
import dev.catenary.demos.notes.ch07performance.CachedResults;
import dev.catenary.demos.notes.ch07performance.OneWaitForMany;
import dev.catenary.demos.notes.ch07performance.ResourceManagement;
import dev.catenary.demos.tutorial.Program;
import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Notes {
    public static final Tutorial TUTORIAL = Tutorial.of(
            "Very detailed notes on Python's coroutines",
            Program.of("hello-twice", "A call that waits, in turn and side by side", "1.1", new HelloTwice()),
            Program.of(
                            "tasks-threads-processes",
                            "Computing and waiting in tasks, threads, processes",
                            "1.2",
                            new TasksThreadsProcesses())
                    .note(
                            "it says that two tasks that compute take twice as long as two calls, and imports"
                                    + " multiprocessing without using it.",
                            "tasks of a loop compute as long as calls; threads and processes share the work."),
            Program.of("loop-basics", "A loop for one program, a loop of one's own", "2.1", new LoopBasics()),
            Program.of("ways-to-run-tasks", "One after the other, forked, gathered", "2.2", new WaysToRunTasks()),
            Program.of("work-while-tasks-run", "Work between the fork and the join", "2.2", new WorkWhileTasksRun()),
            Program.of("async-iteration", "An iterator that waits, a comprehension", "3.1", new AsyncIteration())
                    .note(
                            "its iterator is its own iterable: whoever iterates a second time gets nothing.",
                            "each iteration begins at the start."),
            Program.of("async-generator", "A generator in turns and ahead of its reader", "3.1", new AsyncGenerator())
                    .note(
                            "its stream keeps its position in the object, so that two readers steal from each other.",
                            "the position is the generator's, and each iteration has a generator of its own."),
            Program.of("database-connection", "A connection that its scope closes", "3.2", new DatabaseConnection())
                    .note(
                            "a cancel that comes while it disconnects cuts that short, and the connection stays open.",
                            "a scope closes what it uses shielded from any cancel, within a limit."),
            Program.of("transactions", "Commit, roll back, roll back on cancel", "3.2", new Transactions())
                    .note(
                            "a cancel that comes during the roll back cuts that short too.",
                            "the roll back is shielded, within a limit; a transaction that is not committed rolls back."),
            Program.of(
                            "producers-and-consumers",
                            "Workers around a bounded queue, with statistics",
                            "4.1",
                            new ProducersAndConsumers())
                    .note(
                            "its consumers count: three of them wait for nine products, and eight are made, so that one"
                                    + " waits until it is cancelled. One that fails leaves join() waiting for ever.",
                            "consumers go on until the queue is shut down, and what one has taken is done however that"
                                    + " ends."),
            Program.of("rate-limit", "Tasks that begin at a bounded rate", "4.2", new RateLimit())
                    .note(
                            "it begins with a full bucket and so exceeds its rate in the first second, and it sleeps holding"
                                    + " its lock.",
                            "the bucket holds one token unless told otherwise, and who waits is in a queue and holds"
                                    + " nothing."),
            Program.of(
                            "semaphore-with-timeout",
                            "Permits, time limits, a cancelled waiter",
                            "4.2",
                            new SemaphoreWithTimeout())
                    .note(
                            "a newcomer takes the permit that a waiter was woken for; the waiter queues up again, at the"
                                    + " end and with its whole time limit. If a woken waiter is cancelled, nobody else is"
                                    + " woken, and the remove() in its handler fails.",
                            "a permit is handed over: it is never free while somebody waits, the time limit is one for"
                                    + " the whole wait, and who has the permit when it is cancelled gives it back."),
            Program.of("semaphore-by-hand", "A semaphore made of a queue of waiters", "4.2", new SemaphoreByHand()),
            Program.of("failures-of-tasks", "Failures one by one and all together", "5.1", new FailuresOfTasks()),
            Program.of("retry-with-backoff", "Attempts with pauses that double", "5.1", new RetryWithBackoff())
                    .note(
                            "its pauses are called exponential and are linear: 0.5 s, 1.0 s, and would go on with 1.5 s.",
                            "exponential pauses double: 0.5 s, 1.0 s, 2.0 s."),
            Program.of(
                    "timeout-and-shield", "A limit for the work, a limit for the wait", "5.1", new TimeoutAndShield()),
            Program.of("task-status", "How each task is doing, again and again", "5.2", new TaskStatus())
                    .note(
                            "it goes on with the set of pending tasks, which has no order: 'task 0' is another one each"
                                    + " time, and how a task ended is never shown.",
                            "what waits gives lists in the order of the tasks, and tasks have names."),
            Program.of("debug-mode", "A forgotten failure, and who started it", "5.2", new DebugMode())
                    .note(
                            "it switches debugging on for a loop that asyncio.run never uses.",
                            "debugging is an option of the loop that runs the program."),
            Program.of("structured-logging", "A log whose lines have fields", "5.2", new StructuredLogging())
                    .note(
                            "its fields never show: its format prints the message only.",
                            "a line is an object with all its fields."),
            Program.of("requests-in-batches", "Requests to a server, three at a time", "6.1", new RequestsInBatches())
                    .note(
                            "it counts every answer as a success, also 404 and 500.",
                            "a status of 400 and more is none."),
            Program.of("requests-at-a-rate", "Requests to a server, two each second", "6.1", new RequestsAtARate())
                    .note(
                            "a semaphore limits how many are under way, not how many begin: two permits held for half a"
                                    + " second let up to four requests a second pass, and fewer if answers take long.",
                            "a rate limiter lets a request begin each half second, whatever becomes of the others."),
            Program.of("write-and-read-a-file", "A file as a whole and line by line", "6.2", new WriteAndReadAFile())
                    .note(
                            "each line crosses to another thread and back; and a failure leaves the file in the working"
                                    + " folder.",
                            "lines cross in portions; the file is in a temporary folder that the scope deletes."),
            Program.of("many-files", "Files written and read side by side", "6.2", new ManyFiles()),
            Program.of("one-wait-for-many", "Fewer waits, and waits side by side", "7.1", new OneWaitForMany())
                    .note(
                            "both of its versions wait ten times, and at the same time: the 8 % between them are noise.",
                            "one wait for all, or all waits side by side, make it ten times as fast."),
            Program.of("cached-results", "A cache with an expiry", "7.1", new CachedResults())
                    .note(
                            "ten who ask at once load ten times, a result of None is loaded again and again, and a clock"
                                    + " that is set back keeps values too long.",
                            "one load for all who ask, \"nothing\" is a value, and the clock is monotonic."),
            Program.of("resource-management", "Clean-up, also after a cancel", "7.1", new ResourceManagement())
                    .note(
                            "a cancel that comes during the clean-up cuts it short.",
                            "a scope closes what it uses shielded from any cancel, within a limit."));

    private Notes() {}
}
