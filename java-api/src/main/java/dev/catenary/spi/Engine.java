package dev.catenary.spi;

import dev.catenary.Body;
import dev.catenary.Completions;
import dev.catenary.Deadline;
import dev.catenary.EventLoop;
import dev.catenary.Joiner;
import dev.catenary.LoopOptions;
import dev.catenary.Mapping;
import dev.catenary.Promise;
import dev.catenary.ScopeBody;
import dev.catenary.Task;
import dev.catenary.TaskLocal;
import dev.catenary.TimedBody;
import dev.catenary.Until;
import dev.catenary.Waited;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the static methods of {@link dev.catenary} stand on. Arguments are checked before they get here. */
public interface Engine {
    EventLoop open(LoopOptions options);

    <T extends @Nullable Object, X extends Throwable> T run(LoopOptions options, ScopeBody<T, X> body)
            throws X, InterruptedException;

    <T extends @Nullable Object, X extends Throwable> T scope(String name, ScopeBody<T, X> body)
            throws X, InterruptedException;

    <T extends @Nullable Object, X extends Throwable> T supervisor(String name, ScopeBody<T, X> body)
            throws X, InterruptedException;

    <T extends @Nullable Object, X extends Throwable> T within(Duration limit, TimedBody<T, X> body)
            throws X, InterruptedException, TimeoutException;

    <T, X extends Throwable> Optional<T> tryWithin(Duration limit, Body<T, X> body) throws X, InterruptedException;

    <T extends @Nullable Object, X extends Throwable> T shielded(Duration limit, Body<T, X> body)
            throws X, InterruptedException, TimeoutException;

    Deadline currentDeadline();

    <T extends @Nullable Object> List<T> gather(List<Task<? extends T>> tasks) throws InterruptedException;

    <T extends @Nullable Object> Task<List<T>> gatherAsync(List<Task<? extends T>> tasks);

    <T extends @Nullable Object> Waited<T> waitFor(List<Task<T>> tasks, Until until, Duration timeout)
            throws InterruptedException;

    <T extends @Nullable Object> Completions<T> asCompleted(List<Task<T>> tasks);

    <T extends @Nullable Object, R extends @Nullable Object> R join(Joiner<T, R> joiner, List<Callable<T>> bodies)
            throws InterruptedException;

    <T extends @Nullable Object> T hedged(Duration delay, List<Callable<T>> bodies) throws InterruptedException;

    <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
            Iterable<? extends T> items, int limit, Mapping<? super T, ? extends R> function)
            throws InterruptedException;

    void sleep(Duration duration) throws InterruptedException;

    Task<@Nullable Void> sleepAsync(Duration duration);

    void yieldNow() throws InterruptedException;

    <T extends @Nullable Object> T await(CompletionStage<T> stage) throws InterruptedException;

    <T extends @Nullable Object, X extends Exception> T offload(Body<T, X> body) throws X, InterruptedException;

    <T extends @Nullable Object> Task<T> offloadAsync(Callable<T> body);

    <T extends @Nullable Object> Promise<T> promise(String name);

    <T> TaskLocal<T> taskLocal(String name);

    Optional<Task<?>> currentTask();

    Optional<EventLoop> currentLoop();

    /** The same loop at each call, on a daemon thread. */
    EventLoop shared();

    Primitives primitives();

    InsightEngine insight();
}
