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
                            "tasks of a loop compute exactly as long as calls; threads and processes share the work."),
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
                            "the roll back is shielded, within a limit; a transaction that is not committed rolls back."));

    private Notes() {}
}
