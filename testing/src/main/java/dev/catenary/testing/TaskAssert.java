package dev.catenary.testing;

import dev.catenary.Outcome;
import dev.catenary.Task;
import dev.catenary.insight.Insight;
import dev.catenary.insight.TaskInfo;
import dev.catenary.insight.WaitInfo;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Says what a task has come to, or what it is doing. Never waits: a test lets the loop come to rest before, by {@link
 * TestLoop#waitUntilAllBlocked}, {@link TestLoop#advance} or a join. Who asks how a task ended has seen its failure.
 */
public final class TaskAssert<T extends @Nullable Object> extends AbstractAssert<TaskAssert<T>, Task<T>> {
    TaskAssert(Task<T> actual) {
        super(actual, TaskAssert.class);
    }

    // ---- it has not ended

    /** It has not ended, whatever it is doing. */
    public TaskAssert<T> isRunning() {
        outcome().ifPresent(it -> fail("not to have ended"));
        return this;
    }

    /** It waits, in an operation of this library. */
    public TaskAssert<T> isWaiting() {
        if (waiting().isEmpty()) fail("to wait");
        return this;
    }

    /** It waits in the operation of that name, as in {@code "Channel.receive"}. */
    public TaskAssert<T> isWaitingIn(String operation) {
        Objects.requireNonNull(operation, "operation");
        if (!waiting().filter(it -> it.operation().equals(operation)).isPresent()) fail("to wait in " + operation);
        return this;
    }

    /**
     * It waits for this: a channel, a mutex or another primitive, a task; in a select, for this among others. Two of one kind
     * that were given one name are not told apart.
     */
    public TaskAssert<T> isWaitingFor(Object what) {
        var text = Objects.requireNonNull(what, "what").toString();
        if (!waiting().filter(it -> isAmong(text, it.target())).isPresent()) fail("to wait for " + text);
        return this;
    }

    /** What a thing says of itself begins with its kind and name, by which waits name it. */
    private static boolean isAmong(String thing, String target) {
        return !target.isEmpty() && Stream.of(target.split(" or ")).anyMatch(thing::contains);
    }

    // ---- it has ended

    public TaskAssert<T> hasEnded() {
        if (outcome().isEmpty()) fail("to have ended");
        return this;
    }

    public TaskAssert<T> succeeded() {
        success();
        return this;
    }

    public TaskAssert<T> succeededWith(T value) {
        if (!Objects.deepEquals(success().value(), value))
            fail("to have succeeded with " + info.representation().toStringOf(value));
        return this;
    }

    /** It succeeded; goes on with its value. */
    public ObjectAssert<T> value() {
        return Assertions.assertThat(success().value());
    }

    public TaskAssert<T> failed() {
        failure();
        return this;
    }

    /** It failed with an exception of this type. */
    public TaskAssert<T> failedWith(Class<? extends Throwable> type) {
        Objects.requireNonNull(type, "type");
        if (!type.isInstance(cause())) fail("to have failed with a " + type.getName());
        return this;
    }

    /** It failed with this very exception. */
    public TaskAssert<T> failedWith(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        if (cause() != failure) fail("to have failed with " + failure);
        return this;
    }

    /** It failed; goes on with its failure. */
    public AbstractThrowableAssert<?, ? extends Throwable> failure() {
        return Assertions.assertThat(cause());
    }

    public TaskAssert<T> isCancelled() {
        if (!outcome().filter(Outcome::isCancelled).isPresent()) fail("to have been cancelled");
        return this;
    }

    // ---- what is so

    private Optional<Outcome<T>> outcome() {
        isNotNull();
        return actual.outcome();
    }

    private Outcome.Success<T> success() {
        if (outcome().orElse(null) instanceof Outcome.Success<T> success) return success;
        throw fail("to have succeeded");
    }

    private Throwable cause() {
        if (outcome().orElse(null) instanceof Outcome.Failure<T> failure) return failure.cause();
        throw fail("to have failed");
    }

    private Optional<WaitInfo> waiting() {
        return infoOf(actual).map(TaskInfo::waiting);
    }

    private static Optional<TaskInfo> infoOf(Task<?> task) {
        return Insight.snapshot().tasks().stream()
                .filter(it -> it.id() == task.id())
                .findAny();
    }

    // ---- what is said

    private AssertionError fail(String expectation) {
        var outcome = actual.outcome().orElse(null);
        var error = failure(
                "%nExpecting %s%n  %s%nbut it %s", "task '" + actual.name() + "'", expectation, inWords(outcome));
        if (outcome instanceof Outcome.Failure<T> failed) error.initCause(failed.cause());
        if (outcome instanceof Outcome.Cancelled<T> cancelled) error.initCause(cancelled.cause());
        throw error;
    }

    private String inWords(@Nullable Outcome<T> outcome) {
        if (outcome instanceof Outcome.Success<T> success)
            return "succeeded with " + info.representation().toStringOf(success.value());
        if (outcome instanceof Outcome.Failure<T> failed) return "failed with " + failed.cause();
        if (outcome instanceof Outcome.Cancelled<T> cancelled)
            return "was cancelled: " + cancelled.cause().getMessage();
        return infoOf(actual).map(TaskAssert::inWords).orElse("has not ended");
    }

    private static String inWords(TaskInfo task) {
        var what = task.waiting() == null
                ? "is " + task.state().name().toLowerCase(Locale.ROOT)
                : "waits in " + task.waiting();
        return what + (task.stack().isEmpty() ? "" : ", at " + task.stack().get(0));
    }
}
