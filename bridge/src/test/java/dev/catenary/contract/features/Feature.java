package dev.catenary.contract.features;

import static dev.catenary.contract.features.Feature.Section.INSIDE;
import static dev.catenary.contract.features.Feature.Section.IO;
import static dev.catenary.contract.features.Feature.Section.LOOP;
import static dev.catenary.contract.features.Feature.Section.TASKS;
import static dev.catenary.contract.features.Feature.Section.UNIQUE;
import static dev.catenary.contract.features.Feature.Section.WAITING;

/** Everything the library is to have: the lines of {@code docs/features.md}, in its order. */
public enum Feature {
    RUN(LOOP, "run a program; long-lived loops; an end that is orderly and bounded"),
    CALLBACKS(LOOP, "callbacks and timers, in order, with handles"),
    CTRL_C(LOOP, "Ctrl-C cancels and waits"),
    CTRL_C_TWICE(LOOP, "a second Ctrl-C ends at once"),
    FAILURE_HANDLER(LOOP, "one failure handler per loop, never lost"),
    CLOCK(LOOP, "a pluggable clock"),
    GUEST_MODE(LOOP, "a loop driven by another executor or UI thread"),
    LOOP_GROUPS(LOOP, "groups of loops"),

    FORK_IS_LAZY(TASKS, "a forked task begins later, in the order of the forks"),
    FORK_IS_STRONG(TASKS, "a task that nobody refers to runs to its end"),
    ENDED_CHILD_IS_DROPPED(TASKS, "an ended child is dropped at once; a million children leave nothing behind"),
    FORK_BY_CHILDREN(TASKS, "children fork into the scope while it waits for the last of them"),
    FORK_TOO_LATE(TASKS, "a fork into a closing or closed scope throws, and the body never starts"),
    FIRST_FAILURE(TASKS, "the first failure cancels the siblings and is thrown; none is lost, none is told twice"),
    ERRORS(TASKS, "errors travel as failures do, and the loop lives on"),
    CHILD_CANCELLED(TASKS, "a child cancelled on its own does not fail the scope"),
    PARENT_CANCELLED(TASKS, "a cancel from around is no failure; what then fails is"),
    NESTED_SCOPES(TASKS, "scopes nest, ten thousand deep"),
    OWN_CANCEL(TASKS, "a scope's own cancel ends it silently, and does not eat a timeout around it"),
    SERVICE(TASKS, "start a service and wait until it says that it is ready"),
    JOINERS(TASKS, "joiners: all or fail, first success, all settled, custom"),
    SUPERVISOR(TASKS, "supervisor scope: failures are reported, siblings live on"),
    BACKGROUND(TASKS, "background scope: serves the others, and ends with them"),
    GATHER(TASKS, "gather: all results or the first failure, in the order of the arguments"),
    GATHER_SETTLED(TASKS, "gather settled: how each ended"),
    WAIT_FOR(TASKS, "wait in three modes; never cancels, never throws for the time"),
    AS_COMPLETED(TASKS, "in the order of completion: the original tasks, left and resumed at will"),
    RACE(TASKS, "race: the first success wins"),
    HEDGED(TASKS, "hedged requests, staggered"),
    MAP(TASKS, "bounded map, results in order"),
    TIMEOUT(TASKS, "limits of time around code: throwing, giving up, telling"),
    TIMEOUT_ZERO(TASKS, "a deadline of zero or in the past: the body never starts"),
    TIMEOUT_WAITS(TASKS, "a timed-out body is waited for"),
    TIMEOUT_VALUE(TASKS, "a timed-out body that returns a value all the same: that value"),
    TIMEOUT_FAILURE(TASKS, "a failure during unwinding wins over the timeout, which is suppressed in it"),
    TIMEOUT_MOVED(TASKS, "a limit can be moved while it runs"),
    TIMEOUTS_NESTED(TASKS, "nested deadlines: the expired outermost one throws, others let it pass"),
    TIMEOUTS_OVERDUE(TASKS, "nested deadlines, both overdue: each is delivered"),
    DEADLINE(TASKS, "the nearest deadline is inherited and can be read"),
    CANCEL_REASON(TASKS, "a cancel carries its reason, the place that asked and the scope"),
    CANCEL_LEVEL(TASKS, "a cancel is a level: every further wait throws again"),
    CANCEL_BEFORE_START(TASKS, "cancelled before its start: the body never runs"),
    CANCEL_TOO_LATE(TASKS, "cancel and end race, also from other threads: one wins, whole"),
    CANCELLED_VALUE(TASKS, "a cancelled task that returns normally ends cancelled"),
    SHIELDED_BLOCK(TASKS, "a shielded block, bounded"),
    SHIELDED_WAIT(TASKS, "a shielded wait: a cancelled waiter leaves the task alone, whose later failure is told once"),
    OUTCOMES(TASKS, "cancelled, failed, not finished, I was cancelled: four different things, in every language"),
    EAGER(TASKS, "eager start, per call"),
    TASK_LOCAL(TASKS, "task locals, inherited at the fork, changes invisible to the parent"),
    CONTEXT(TASKS, "MDC, thread locals and what Micrometer knows, through one SPI"),
    OPEN_TELEMETRY(TASKS, "OpenTelemetry's context, through the same SPI"),
    SCOPED_VALUE(TASKS, "scoped values, where the JDK has them"),
    CURRENT_TASK(TASKS, "names and the current task"),
    TASK_TREE(TASKS, "a tree of all tasks per loop"),
    STORM(TASKS, "storms of failures, cancels and timeouts: nothing outlives its scope, each failure is told once"),

    MUTEX(WAITING, "mutex, owner-checked, handed over first come, first served"),
    EVENT(WAITING, "event and condition"),
    SEMAPHORE(WAITING, "semaphore, bounded semaphore, capacity limiter"),
    BARRIER(WAITING, "barrier, latch, read-write mutex"),
    WORK_QUEUE(WAITING, "work queues: first in, last in, by priority"),
    CHANNEL(WAITING, "channels and select"),
    HOT_STREAM(WAITING, "hot streams: latest value, broadcast"),
    RATE_LIMITER(WAITING, "rate limiter"),
    CACHE(WAITING, "cache with single flight"),
    RETRY(WAITING, "retry: exponential, with jitter and cap, within the deadline, never a cancel"),
    PARKING_LOT(WAITING, "the wait queue, for primitives of one's own"),

    ASYNC_STREAM(IO, "streams with backpressure, from generators and publishers"),
    RESOURCES(IO, "resources whose close may wait: shielded, bounded, also after a cancel"),
    OFFLOAD(IO, "code off the loop: interrupted on cancel, limited, with calls back"),
    NETWORK(IO, "sockets, subprocesses, HTTP and files"),

    WATCHDOG(INSIDE, "always-on watchdog of stalls and lag"),
    PS(INSIDE, "the tree of scopes and waits; deadlocks"),
    UNOBSERVED(INSIDE, "a failure that nobody observes is reported, once"),
    INSTRUMENTS(INSIDE, "hooks on tasks and turns"),
    VIRTUAL_TIME(
            INSIDE,
            "virtual time: it jumps when everything waits, or passes in steps; a hang is a failure with the tree"),
    ALL_BLOCKED(INSIDE, "wait until all others wait"),
    SCRIPTED_ORDER(INSIDE, "scripted orders: sequencer, checkpoints"),
    SHUFFLED_ORDER(INSIDE, "orders by lot, from a seed that a failure tells"),
    LEAK_CHECK(INSIDE, "a test leaves nothing behind: no task, no loop, no failure unseen"),

    TURNS(UNIQUE, "plain blocking calls give up the turn; the same program is correct on JDK 17"),
    SUSPEND(UNIQUE, "suspending functions of Kotlin called from Java, and implemented in Java"),
    SHARED_PRIMITIVES(UNIQUE, "one primitive shared by Java threads, Java tasks and Kotlin coroutines"),
    DEADLINE_ACROSS(UNIQUE, "deadlines inherited through Java, Kotlin and futures"),
    VIRTUAL_TIME_ACROSS(UNIQUE, "virtual time over all of it");

    /** The sections of the page. */
    enum Section {
        LOOP("Loop and life cycle"),
        TASKS("Tasks, scopes, cancellation"),
        WAITING("Waiting together"),
        IO("Iteration, resources, I/O"),
        INSIDE("Seeing inside"),
        UNIQUE("What others do not have");

        final String title;

        Section(String title) {
            this.title = title;
        }
    }

    final Section section;
    final String line;

    Feature(Section section, String line) {
        this.section = section;
        this.line = line;
    }
}
