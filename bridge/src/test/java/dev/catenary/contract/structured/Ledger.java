package dev.catenary.contract.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.FailureReport;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The book of a storm: which failures there were and where each was told, which bodies began and ended, which tasks were
 * cancelled.
 *
 * <p>A failure is told where code catches what a scope, a service or a task of a loop threw and does not throw it on, and
 * where the failure handler hears of it. It is not told where it is but the reason of a cancel, or where it was joined: a
 * task of a scope is its scope's, however many others meet its failure.
 */
final class Ledger {
    /** Thrown by one body, once. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Queue<String> told = new ConcurrentLinkedQueue<>();

        private Failure(String name) {
            super(name);
        }

        private String inWords() {
            var trace = new StringWriter();
            printStackTrace(new PrintWriter(trace));
            return "told " + told + ": " + trace;
        }
    }

    private record Given(Failure failure, Task<?> task) {
        private int expected() {
            return task.outcome().orElseThrow().isFailure() ? 1 : 0;
        }

        private String inWords() {
            return task + ": " + failure.inWords();
        }
    }

    private final AtomicInteger names = new AtomicInteger();
    private final Queue<Failure> thrown = new ConcurrentLinkedQueue<>();
    private final Queue<Given> given = new ConcurrentLinkedQueue<>();
    private final Queue<Task<?>> cancelled = new ConcurrentLinkedQueue<>();
    private final Queue<Task<?>> waitedFor = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    // ---- what happens

    /** To be thrown. */
    Failure failure() {
        var failure = unthrown();
        thrown.add(failure);
        return failure;
    }

    /** To be given to a stage, whose task may be cancelled before it hears of it. */
    Failure unthrown() {
        return new Failure("failure " + names.incrementAndGet());
    }

    /** The task's stage may fail with this. */
    void mayFail(Task<?> task, Failure failure) {
        given.add(new Given(failure, task));
    }

    void bodyBegins() {
        begun.incrementAndGet();
    }

    void bodyEnds() {
        ended.incrementAndGet();
    }

    void cancel(Task<?> task) {
        if (task.cancel("a storm")) cancelled.add(task);
    }

    /** At the end nobody is to wait for it. */
    void waitedFor(Task<?> task) {
        waitedFor.add(task);
    }

    void broken(String rule) {
        broken.add(rule);
    }

    // ---- where it is told

    void told(Throwable caught, String where) {
        for (var each : toldIn(caught)) {
            if (each instanceof Failure failure) failure.told.add(where);
            else if (!isExpected(each)) broken.add("thrown: " + each);
        }
    }

    void report(FailureReport report) {
        told(report.failure(), "reported");
    }

    private static Iterable<Throwable> toldIn(Throwable caught) {
        var found = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
        var left = new ArrayDeque<>(List.of(caught));
        while (!left.isEmpty()) {
            var next = left.poll();
            if (!found.add(next)) continue;
            left.addAll(List.of(next.getSuppressed()));
            if (next.getCause() != null && !isReason(next) && !isJoined(next)) left.add(next.getCause());
        }
        return found;
    }

    private static boolean isExpected(Throwable each) {
        return each instanceof ScopeFailedException
                || each instanceof TimeoutException
                || isReason(each)
                || isJoined(each)
                || each instanceof IllegalStateException
                        && each.getMessage().endsWith("is closed: open another one, or start this earlier");
    }

    private static boolean isReason(Throwable of) {
        return of instanceof InterruptedException || of instanceof CancellationException;
    }

    private static boolean isJoined(Throwable by) {
        return by instanceof CompletionException || by instanceof ExecutionException;
    }

    // ---- the reckoning

    /** When all is over. */
    void balance(String storm) {
        assertThat(broken).as("%s: rules broken", storm).isEmpty();
        assertThat(ended.get()).as("%s: bodies that ended", storm).isEqualTo(begun.get());
        assertThat(thrown.stream().filter(it -> it.told.size() != 1).map(Failure::inWords))
                .as("%s: failures that were not told once", storm)
                .isEmpty();
        assertThat(given.stream()
                        .filter(it -> it.failure.told.size() != it.expected())
                        .map(Given::inWords))
                .as("%s: failures of stages that were not told as their tasks ended", storm)
                .isEmpty();
        assertThat(cancelled)
                .as("%s: a cancelled task does not succeed", storm)
                .noneMatch(task -> task.outcome().orElseThrow().isSuccess());
        assertThat(waitedFor).as("%s: nobody waits any more", storm).noneMatch(task -> Inside.waitersOf(task) > 0);
    }
}
