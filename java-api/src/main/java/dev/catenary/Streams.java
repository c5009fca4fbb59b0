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
    private abstract static class Source<E> implements AsyncIterator<E> {
        private final Runnable close;
        private boolean over;
        private boolean closed;

        Source(Runnable close) {
            this.close = close;
        }

        /** Null when there are no more. */
        abstract @Nullable E advance() throws InterruptedException;

        @Override
        public final Optional<E> next() throws InterruptedException {
            return Optional.ofNullable(nextOrNull());
        }

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

        @Override
        public final void close() {
            over = true;
            if (closed) return;
            closed = true;
            close.run();
        }
    }

    // ---- steps

    /** The next element, or null; as {@link AsyncIterator#next}, without a box around it where it is one of these. */
    static <E> @Nullable E nextOf(AsyncIterator<E> elements) throws InterruptedException {
        return elements instanceof Source<E> source
                ? source.nextOrNull()
                : elements.next().orElse(null);
    }

    /** What becomes of an element: another one, or null for none. */
    interface Step<E, R> {
        @Nullable R apply(E element) throws Exception;
    }

    static <E, R> AsyncIterator<R> stepped(AsyncIterator<E> source, Step<? super E, R> step) {
        return new Source<>(source::close) {
            /** Kept here, so that a step that is cancelled while it waits does not lose it. */
            private @Nullable E element;

            @Override
            @Nullable R advance() throws InterruptedException {
                while (true) {
                    if (element == null) element = nextOf(source);
                    if (element == null) return null;
                    var result = call(step, element);
                    element = null;
                    if (result != null) return result;
                }
            }
        };
    }

    /** What code of a stream throws is a failure of the stream. */
    private static <E, R> @Nullable R call(Step<? super E, R> code, E given) throws InterruptedException {
        try {
            return code.apply(given);
        } catch (InterruptedException | CancellationException | CompletionException e) {
            throw e;
        } catch (Throwable failure) {
            throw new CompletionException(failure);
        }
    }

    static <E> AsyncIterator<E> taken(AsyncIterator<E> source, long count) {
        return new Source<>(source::close) {
            private long left = count;

            @Override
            @Nullable E advance() throws InterruptedException {
                if (left == 0) return null;
                var next = nextOf(source);
                left--;
                return next;
            }
        };
    }

    static <E> AsyncIterator<E> takenWhile(AsyncIterator<E> source, Predicate<? super E> condition) {
        return new Source<>(source::close) {
            @Override
            @Nullable E advance() throws InterruptedException {
                var next = nextOf(source);
                return next == null ? null : call(element -> condition.test(element) ? element : null, next);
            }
        };
    }

    static <E> AsyncIterator<E> skipped(AsyncIterator<E> source, long count) {
        return new Source<>(source::close) {
            private long left = count;

            @Override
            @Nullable E advance() throws InterruptedException {
                for (; left > 0; left--) if (nextOf(source) == null) return null;
                return nextOf(source);
            }
        };
    }

    static <E> AsyncIterator<List<E>> chunked(AsyncIterator<E> source, int size) {
        return new Source<>(source::close) {
            /** Kept here, so that a cancelled wait loses none. */
            private List<E> chunk = new ArrayList<>();

            @Override
            @Nullable List<E> advance() throws InterruptedException {
                while (chunk.size() < size) {
                    var next = nextOf(source);
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
        var lefts = left.iterator();
        AsyncIterator<B> rights;
        try {
            rights = right.iterator();
        } catch (RuntimeException | Error failure) {
            lefts.close();
            throw failure;
        }
        return new Source<>(() -> closeBoth(lefts, rights)) {
            /** Kept here, so that a cancelled wait for the right one does not lose it. */
            private @Nullable A one;

            @Override
            @Nullable R advance() throws InterruptedException {
                if (one == null) one = nextOf(lefts);
                var first = one;
                if (first == null) return null;
                var other = nextOf(rights);
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

    static <R> AsyncIterator<R> concatenated(AsyncIterator<? extends AsyncStream<? extends R>> streams) {
        var all = new Concatenation<R>(streams);
        return new Source<>(all::close) {
            @Override
            @Nullable R advance() throws InterruptedException {
                return all.next();
            }
        };
    }

    private static final class Concatenation<R> {
        private final AsyncIterator<? extends AsyncStream<? extends R>> streams;
        private @Nullable AsyncIterator<? extends R> current;

        Concatenation(AsyncIterator<? extends AsyncStream<? extends R>> streams) {
            this.streams = streams;
        }

        @Nullable R next() throws InterruptedException {
            while (true) {
                if (current != null) {
                    var next = nextOf(current);
                    if (next != null) return next;
                    closeCurrent();
                }
                var stream = nextOf(streams);
                if (stream == null) return null;
                current = call(AsyncStream::iterator, stream);
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
