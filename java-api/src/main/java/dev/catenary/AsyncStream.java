package dev.catenary;

import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Stream;

/**
 * Elements that come one by one, each when it is asked for: Python's async iterators, generators and comprehensions.
 *
 * <pre>{@code
 * AsyncStream<Integer> numbers = AsyncStream.generate(out -> { for (int i = 0; i < 5; i++) out.emit(i); });
 * numbers.map(i -> i * i).filter(i -> i % 2 == 0).forEach(System.out::println);
 * }</pre>
 *
 * <p>A stream is a recipe: nothing happens until it is iterated, and each iteration begins anew. Whoever iterates waits for
 * each element, and what produces them waits for whoever iterates: no element is made that nobody asked for, but where a
 * method says so. What an iteration has begun ends with it, also when it is left early, fails or is cancelled.
 *
 * <p>What a generator or a function of the stream throws ends the iteration with a {@link
 * java.util.concurrent.CompletionException} that has it as its cause. Null is never an element.
 *
 * <p>Methods that return a stream return at once. Those that iterate wait, and may be called by any thread that may wait.
 */
@FunctionalInterface
public interface AsyncStream<E> {
    /** Begins an iteration. */
    AsyncIterator<E> iterator();

    private Streams.Iteration<E> iteration() {
        return Streams.unboxed(iterator());
    }

    // ---- where streams come from

    /**
     * What a body emits. It runs as a task of its own, on the loop of whoever iterates (the {@link EventLoops#shared shared}
     * one if that has none), begins when the first element is asked for, and goes on when the next one is.
     *
     * <p>The task belongs to the nearest scope of who iterates: it ends with that, has its deadline, and is cancelled with it. A
     * {@link Timeouts#within time limit} or a {@link Tasks#shielded shield} is no scope: it is one for the waits for elements,
     * and the body, which does not see it, ends when the iteration is closed.
     */
    static <E> AsyncStream<E> generate(Generator<E> generator) {
        Objects.requireNonNull(generator, "generator");
        return () -> Engines.primitives().generate(0, generator);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <E> AsyncStream<E> of(E... elements) {
        return from(List.of(elements));
    }

    static <E> AsyncStream<E> empty() {
        return from(List.<E>of());
    }

    static <E> AsyncStream<E> failed(Throwable failure) {
        return Streams.failed(Objects.requireNonNull(failure, "failure"));
    }

    static <E> AsyncStream<E> from(Iterable<? extends E> elements) {
        Objects.requireNonNull(elements, "elements");
        return () -> Streams.iterate(elements.iterator(), () -> {});
    }

    /** The elements of a JDK stream, which can be iterated once. It is closed with the iteration. */
    static <E> AsyncStream<E> from(Stream<? extends E> elements) {
        Objects.requireNonNull(elements, "elements");
        return () -> Streams.iterate(elements.iterator(), elements::close);
    }

    /** What a receiver receives until its channel is closed. An iteration that is left leaves the rest to others. */
    static <E> AsyncStream<E> from(Receiver<E> receiver) {
        Objects.requireNonNull(receiver, "receiver");
        return () -> Streams.iterate(receiver, false);
    }

    /** What a publisher publishes: each iteration subscribes, asks for up to 64 elements ahead, and cancels when it is left. */
    static <E> AsyncStream<E> from(Flow.Publisher<? extends E> publisher) {
        Objects.requireNonNull(publisher, "publisher");
        return () -> new SubscriberIterator<E>().subscribedTo(publisher);
    }

    /** The numbers from 0, one after each {@code period}; one that nobody has asked for in time comes late. */
    static AsyncStream<Long> ticks(Duration period) {
        Arguments.positive(period, "period");
        return () -> Streams.ticks(period);
    }

    // ---- streams of streams

    /**
     * What a function makes of the elements. A call that a cancel of {@link AsyncIterator#next} cuts short is made again by the
     * next one.
     */
    default <R> AsyncStream<R> map(Mapping<? super E, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return () -> Streams.mapped(iteration(), function);
    }

    default AsyncStream<E> filter(Predicate<? super E> condition) {
        Objects.requireNonNull(condition, "condition");
        return () -> Streams.filtered(iteration(), condition);
    }

    /** The elements of one stream after the other. */
    default <R> AsyncStream<R> flatMap(Mapping<? super E, ? extends AsyncStream<? extends R>> function) {
        Objects.requireNonNull(function, "function");
        return () -> Streams.concatenated(map(function).iteration());
    }

    /** Does something with each element when it comes by. */
    default AsyncStream<E> onEach(ThrowingConsumer<? super E, ? extends Exception> action) {
        Objects.requireNonNull(action, "action");
        return () -> Streams.mapped(iteration(), element -> {
            action.accept(element);
            return element;
        });
    }

    /** The first {@code count} elements at the most; what comes after is not asked for. */
    default AsyncStream<E> take(long count) {
        Streams.notNegative(count, "count");
        return () -> Streams.taken(iteration(), count);
    }

    default AsyncStream<E> takeWhile(Predicate<? super E> condition) {
        Objects.requireNonNull(condition, "condition");
        return () -> Streams.takenWhile(iteration(), condition);
    }

    default AsyncStream<E> skip(long count) {
        Streams.notNegative(count, "count");
        return () -> Streams.skipped(iteration(), count);
    }

    /** Lists of {@code size} elements each, the last one maybe shorter. */
    default AsyncStream<List<E>> chunked(int size) {
        Arguments.atLeast(1, size, "size");
        return () -> Streams.chunked(iteration(), size);
    }

    /** Pairs of elements, combined, until one of the two streams ends. */
    default <O, R> AsyncStream<R> zip(AsyncStream<O> other, BiFunction<? super E, ? super O, ? extends R> combine) {
        Objects.requireNonNull(other, "other");
        Objects.requireNonNull(combine, "combine");
        return () -> Streams.zipped(this, other, combine);
    }

    /** Lets what produces the elements run ahead by up to {@code size} of them, in a task of its own. */
    default AsyncStream<E> buffered(int size) {
        Arguments.atLeast(1, size, "size");
        return () -> Engines.primitives().generate(size, out -> Streams.runAhead(this, out));
    }

    /**
     * As {@link #map}, with up to {@code limit} calls at a time, each a task of its own, that many elements ahead. Results
     * come in the order of the elements. The first failure cancels the others.
     */
    default <R> AsyncStream<R> mapParallel(int limit, Mapping<? super E, ? extends R> function) {
        Arguments.atLeast(1, limit, "limit");
        Objects.requireNonNull(function, "function");
        return generate(out -> Streams.mapParallel(this, limit, function, out));
    }

    /** The elements of all streams as they come, each stream iterated by a task of its own. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <E> AsyncStream<E> merge(AsyncStream<? extends E>... streams) {
        var all = List.of(streams);
        return generate(out -> Streams.merge(all, out));
    }

    // ---- what becomes of them

    /** @throws X what {@code action} throws, as it is */
    default <X extends Throwable> void forEach(ThrowingConsumer<? super E, X> action) throws X, InterruptedException {
        Objects.requireNonNull(action, "action");
        try (var elements = iteration()) {
            for (var next = elements.nextOrNull(); next != null; next = elements.nextOrNull()) action.accept(next);
        }
    }

    default List<E> toList() throws InterruptedException {
        var list = new ArrayList<E>();
        forEach(list::add);
        return list;
    }

    default <A, R> R collect(Collector<? super E, A, R> collector) throws InterruptedException {
        var container = collector.supplier().get();
        forEach(element -> collector.accumulator().accept(container, element));
        return collector.finisher().apply(container);
    }

    default <R> R fold(R initial, BiFunction<? super R, ? super E, ? extends R> step) throws InterruptedException {
        Objects.requireNonNull(step, "step");
        try (var elements = iteration()) {
            R folded = initial;
            for (var next = elements.nextOrNull(); next != null; next = elements.nextOrNull())
                folded = step.apply(folded, next);
            return folded;
        }
    }

    default long count() throws InterruptedException {
        return this.<Long>fold(0L, (count, element) -> count + 1);
    }

    /** The first element; the others are not asked for. */
    default Optional<E> first() throws InterruptedException {
        try (var elements = iterator()) {
            return elements.next();
        }
    }

    /**
     * A publisher of Reactive Streams: each subscription is an iteration, in a task of its own on the loop of whoever
     * subscribes, the {@link EventLoops#shared shared} one if that has none. Subscribers are called by that task, and may
     * wait.
     */
    default Flow.Publisher<E> toPublisher() {
        return new StreamPublisher<>(this);
    }

    /**
     * A JDK stream, which waits inside its methods. Close it if it may be left before its end. A caller who is cancelled or
     * interrupted gets a {@link java.util.concurrent.CancellationException}, and its interrupt status is set.
     */
    default Stream<E> toStream() {
        return Streams.toStream(iterator());
    }
}
