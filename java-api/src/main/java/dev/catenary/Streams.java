package dev.catenary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The iterations behind the methods of {@link AsyncStream}. */
final class Streams {
    private Streams() {}

    static long notNegative(long value, String what) {
        if (value < 0) throw new IllegalArgumentException(what + " < 0: " + value);
        return value;
    }

    // ---- sources

    static <E> AsyncIterator<E> iterate(Iterator<? extends E> elements, Runnable close) {
        return new Source<>(close) {
            @Override
            @Nullable E advance() throws InterruptedException {
                return call(
                        given -> given.hasNext() ? Objects.requireNonNull(given.next(), "element") : null, elements);
            }
        };
    }

    static <E> AsyncIterator<E> iterate(Receiver<E> receiver, boolean cancelsIt) {
        return new Source<E>(cancelsIt ? receiver::cancel : () -> {}) {
            @Override
            @Nullable E advance() throws InterruptedException {
                try {
                    return receiver.receive();
                } catch (ChannelClosedException e) {
                    if (e.getCause() != null) throw new CompletionException(e.getCause());
                    return null;
                }
            }
        };
    }

    static <E> AsyncStream<E> failed(Throwable failure) {
        return () -> new Source<>(() -> {}) {
            @Override
            E advance() {
                throw new CompletionException(failure);
            }
        };
    }

    static AsyncIterator<Long> ticks(Duration period) {
        return new Source<>(() -> {}) {
            private long next;

            @Override
            Long advance() throws InterruptedException {
                Catenary.sleep(period);
                return next++;
            }
        };
    }

    /** An iteration that ends once, and is closed once. */
    abstract static class Iteration<E> implements AsyncIterator<E> {
        private final Runnable close;
        boolean over;
        private boolean closed;

        Iteration(Runnable close) {
            this.close = close;
        }

        /** As {@link #next}, without a box around the element: null when there are no more. */
        abstract @Nullable E nextOrNull() throws InterruptedException;

        @Override
        public final Optional<E> next() throws InterruptedException {
            return Optional.ofNullable(nextOrNull());
        }

        @Override
        public final void close() {
            over = true;
            if (closed) return;
            closed = true;
            close.run();
        }
    }

    private abstract static class Source<E> extends Iteration<E> {
        Source(Runnable close) {
            super(close);
        }

        /** Null when there are no more. */
        abstract @Nullable E advance() throws InterruptedException;

        @Override
        final @Nullable E nextOrNull() throws InterruptedException {
            if (over) return null;
            try {
                var next = advance();
                over = next == null;
                return next;
            } catch (RuntimeException | Error failure) {
                over = true;
                throw failure;
            }
        }
    }

    @SuppressWarnings("unchecked") // elements only come out of it
    static <E> Iteration<E> unboxed(AsyncIterator<? extends E> elements) {
        if (elements instanceof Iteration<?> iteration) return (Iteration<E>) iteration;
        return new Source<>(elements::close) {
            @Override
            @Nullable E advance() throws InterruptedException {
                return elements.next().orElse(null);
            }
        };
    }

    // ---- steps

    /**
     * Makes other elements of those of a source.
     *
     * <p>Each kind of step has the whole of {@link #nextOrNull} for itself. If they shared it, so would all steps of a stream, and
     * the JIT, which notes for each line of code what is called there, could not tell them apart and make one of them.
     */
    private abstract static class Step<E, R> extends Iteration<R> {
        final Iteration<E> source;

        /** The element of a step that was cancelled while it waited, so that it is not lost. */
        private @Nullable E unfinished;

        Step(Iteration<E> source) {
            super(source::close);
            this.source = source;
        }

        final boolean hasUnfinished() {
            return unfinished != null;
        }

        final @Nullable E takeUnfinished() {
            var element = unfinished;
            unfinished = null;
            return element;
        }

        /** What the code of the step has thrown. */
        final RuntimeException failed(E element, Throwable thrown) throws InterruptedException {
            unfinished = element;
            var failure = failureOfCode(thrown);
            over = true;
            return failure;
        }
    }

    static <E, R> AsyncIterator<R> mapped(Iteration<E> elements, Mapping<? super E, ? extends R> function) {
        return new Step<E, R>(elements) {
            @Override
            @Nullable R nextOrNull() throws InterruptedException {
                if (over) return null;
                var element = hasUnfinished() ? takeUnfinished() : source.nextOrNull();
                if (element == null) return null;
                try {
                    return Objects.requireNonNull(function.apply(element), "element");
                } catch (Throwable thrown) {
                    throw failed(element, thrown);
                }
            }
        };
    }

    static <E> AsyncIterator<E> filtered(Iteration<E> elements, Predicate<? super E> condition) {
        return new Step<E, E>(elements) {
            @Override
            @Nullable E nextOrNull() throws InterruptedException {
                while (!over) {
                    var element = hasUnfinished() ? takeUnfinished() : source.nextOrNull();
                    if (element == null) return null;
                    try {
                        if (condition.test(element)) return element;
                    } catch (Throwable thrown) {
                        throw failed(element, thrown);
                    }
                }
                return null;
            }
        };
    }

    private static <E, R> @Nullable R call(Mapping<? super E, @Nullable R> code, E given) throws InterruptedException {
        try {
            return code.apply(given);
        } catch (Throwable thrown) {
            throw failureOfCode(thrown);
        }
    }

    /** What code of a stream throws is a failure of the stream. */
    private static RuntimeException failureOfCode(Throwable thrown) throws InterruptedException {
        if (thrown instanceof InterruptedException cancelled) throw cancelled;
        if (thrown instanceof CancellationException cancelled) return cancelled;
        return thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
    }

    static <E> AsyncIterator<E> taken(Iteration<E> source, long count) {
        return new Source<>(source::close) {
            private long left = count;

            @Override
            @Nullable E advance() throws InterruptedException {
                if (left == 0) return null;
                var next = source.nextOrNull();
                left--;
                return next;
            }
        };
    }

    static <E> AsyncIterator<E> takenWhile(Iteration<E> source, Predicate<? super E> condition) {
        return new Source<>(source::close) {
            @Override
            @Nullable E advance() throws InterruptedException {
                var next = source.nextOrNull();
                return next == null ? null : call(element -> condition.test(element) ? element : null, next);
            }
        };
    }

    static <E> AsyncIterator<E> skipped(Iteration<E> source, long count) {
        return new Source<>(source::close) {
            private long left = count;

            @Override
            @Nullable E advance() throws InterruptedException {
                for (; left > 0; left--) if (source.nextOrNull() == null) return null;
                return source.nextOrNull();
            }
        };
    }

    static <E> AsyncIterator<List<E>> chunked(Iteration<E> source, int size) {
        return new Source<>(source::close) {
            /** Kept here, so that a cancelled wait loses none. */
            private List<E> chunk = new ArrayList<>();

            @Override
            @Nullable List<E> advance() throws InterruptedException {
                while (chunk.size() < size) {
                    var next = source.nextOrNull();
                    if (next == null) break;
                    chunk.add(next);
                }
                if (chunk.isEmpty()) return null;
                var full = chunk;
                chunk = new ArrayList<>();
                return full;
            }
        };
    }

    static <A, B, R> AsyncIterator<R> zipped(
            AsyncStream<A> left, AsyncStream<B> right, BiFunction<? super A, ? super B, ? extends R> combine) {
        var lefts = unboxed(left.iterator());
        Iteration<B> rights;
        try {
            rights = unboxed(right.iterator());
        } catch (RuntimeException | Error failure) {
            lefts.close();
            throw failure;
        }
        return new Source<>(() -> closeBoth(lefts, rights)) {
            /** Kept here, so that a cancelled wait for the right one does not lose it. */
            private @Nullable A one;

            @Override
            @Nullable R advance() throws InterruptedException {
                if (one == null) one = lefts.nextOrNull();
                var first = one;
                if (first == null) return null;
                var other = rights.nextOrNull();
                if (other == null) return null;
                one = null;
                return call(second -> Objects.requireNonNull(combine.apply(first, second), "element"), other);
            }
        };
    }

    private static void closeBoth(AsyncIterator<?> one, AsyncIterator<?> other) {
        try (one) {
            other.close();
        }
    }

    static <R> AsyncIterator<R> concatenated(Iteration<? extends AsyncStream<? extends R>> streams) {
        var all = new Concatenation<R>(streams);
        return new Source<>(all::close) {
            @Override
            @Nullable R advance() throws InterruptedException {
                return all.next();
            }
        };
    }

    private static final class Concatenation<R> {
        private final Iteration<? extends AsyncStream<? extends R>> streams;
        private @Nullable Iteration<? extends R> current;

        Concatenation(Iteration<? extends AsyncStream<? extends R>> streams) {
            this.streams = streams;
        }

        @Nullable R next() throws InterruptedException {
            while (true) {
                if (current != null) {
                    var next = current.nextOrNull();
                    if (next != null) return next;
                    closeCurrent();
                }
                var stream = streams.nextOrNull();
                if (stream == null) return null;
                current = unboxed(call(AsyncStream::iterator, stream));
            }
        }

        private void closeCurrent() {
            var ended = current;
            current = null;
            if (ended != null) ended.close();
        }

        void close() {
            try (streams) {
                closeCurrent();
            }
        }
    }

    // ---- several at a time, by the task of a generator

    static <E, R> void mapParallel(
            AsyncStream<E> source, int limit, Mapping<? super E, ? extends R> function, Generator.Emitter<R> out)
            throws Exception {
        unwrapped(() -> Catenary.scope("mapParallel", scope -> {
            var begun = Channel.<Task<R>>unlimited();
            var ahead = Semaphore.of(limit);
            scope.fork("source", () -> {
                try (var elements = source.iterator()) {
                    ahead.acquire();
                    for (var next = elements.next(); next.isPresent(); next = elements.next()) {
                        var element = next.get();
                        begun.send(scope.fork(() -> function.apply(element)));
                        ahead.acquire();
                    }
                } finally {
                    begun.close();
                }
            });
            begun.forEach(task -> {
                var result = task.join();
                ahead.release();
                out.emit(result);
            });
            return null;
        }));
    }

    static <E> void runAhead(AsyncStream<E> source, Generator.Emitter<E> out) throws Exception {
        unwrapped(() -> {
            source.forEach(out::emit);
            return null;
        });
    }

    static <E> void merge(List<AsyncStream<? extends E>> streams, Generator.Emitter<E> out) throws Exception {
        unwrapped(() -> Catenary.scope("merge", scope -> {
            for (var stream : streams) scope.fork(() -> stream.forEach(out::emit));
            return null;
        }));
    }

    /** A failure of the stream's code as it was, out of the wrappings of tasks and scopes. */
    private static void unwrapped(Callable<@Nullable Object> code) throws Exception {
        try {
            code.call();
        } catch (ScopeFailedException | CompletionException wrapped) {
            var cause = wrapped.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) cause = cause.getCause();
            if (cause != null) for (var later : wrapped.getSuppressed()) cause.addSuppressed(later);
            if (cause instanceof Exception exception) throw exception;
            if (cause instanceof Error error) throw error;
            throw wrapped;
        }
    }

    // ---- to the JDK

    static <E> Stream<E> toStream(AsyncIterator<E> elements) {
        var spliterator =
                new Spliterators.AbstractSpliterator<E>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super E> action) {
                        var next = uninterrupted(elements);
                        next.ifPresent(action);
                        return next.isPresent();
                    }
                };
        return StreamSupport.stream(spliterator, false).onClose(elements::close);
    }

    private static <E> Optional<E> uninterrupted(AsyncIterator<E> elements) {
        try {
            return elements.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted while waiting for the next element");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
