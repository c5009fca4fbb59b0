package dev.catenary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
            Optional<E> advance() throws InterruptedException {
                return call(() -> elements.hasNext() ? Optional.of(elements.next()) : Optional.empty());
            }
        };
    }

    static <E> AsyncIterator<E> iterate(Receiver<E> receiver, boolean cancelsIt) {
        return new Source<E>(cancelsIt ? receiver::cancel : () -> {}) {
            @Override
            Optional<E> advance() throws InterruptedException {
                try {
                    return Optional.of(receiver.receive());
                } catch (ChannelClosedException e) {
                    if (e.getCause() != null) throw new CompletionException(e.getCause());
                    return Optional.empty();
                }
            }
        };
    }

    static <E> AsyncStream<E> failed(Throwable failure) {
        return () -> new Source<>(() -> {}) {
            @Override
            Optional<E> advance() {
                throw new CompletionException(failure);
            }
        };
    }

    static AsyncIterator<Long> ticks(Duration period) {
        return new Source<>(() -> {}) {
            private long next;

            @Override
            Optional<Long> advance() throws InterruptedException {
                Catenary.sleep(period);
                return Optional.of(next++);
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

        abstract Optional<E> advance() throws InterruptedException;

        @Override
        public final Optional<E> next() throws InterruptedException {
            if (over) return Optional.empty();
            try {
                var next = advance();
                over = next.isEmpty();
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

    /** What becomes of an element: another one, or none. */
    interface Step<E, R> {
        Optional<R> apply(E element) throws Exception;
    }

    static <E, R> AsyncIterator<R> stepped(AsyncIterator<E> source, Step<? super E, R> step) {
        return new Source<>(source::close) {
            /** Kept here, so that a step that is cancelled while it waits does not lose it. */
            private Optional<E> element = Optional.empty();

            @Override
            Optional<R> advance() throws InterruptedException {
                while (true) {
                    if (element.isEmpty()) element = source.next();
                    if (element.isEmpty()) return Optional.empty();
                    var given = element.get();
                    var result = call(() -> step.apply(given));
                    element = Optional.empty();
                    if (result.isPresent()) return result;
                }
            }
        };
    }

    /** What code of a stream throws is a failure of the stream. */
    private static <R> R call(Callable<R> code) throws InterruptedException {
        try {
            return code.call();
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
            Optional<E> advance() throws InterruptedException {
                if (left == 0) return Optional.empty();
                var next = source.next();
                left--;
                return next;
            }
        };
    }

    static <E> AsyncIterator<E> takenWhile(AsyncIterator<E> source, Predicate<? super E> condition) {
        return new Source<>(source::close) {
            @Override
            Optional<E> advance() throws InterruptedException {
                var next = source.next();
                return next.isPresent() && call(() -> condition.test(next.get())) ? next : Optional.empty();
            }
        };
    }

    static <E> AsyncIterator<E> skipped(AsyncIterator<E> source, long count) {
        return new Source<>(source::close) {
            private long left = count;

            @Override
            Optional<E> advance() throws InterruptedException {
                for (; left > 0; left--) if (source.next().isEmpty()) return Optional.empty();
                return source.next();
            }
        };
    }

    static <E> AsyncIterator<List<E>> chunked(AsyncIterator<E> source, int size) {
        return new Source<>(source::close) {
            /** Kept here, so that a cancelled wait loses none. */
            private List<E> chunk = new ArrayList<>();

            @Override
            Optional<List<E>> advance() throws InterruptedException {
                while (chunk.size() < size) {
                    var next = source.next();
                    if (next.isEmpty()) break;
                    chunk.add(next.get());
                }
                if (chunk.isEmpty()) return Optional.empty();
                var full = chunk;
                chunk = new ArrayList<>();
                return Optional.of(full);
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
            private Optional<A> one = Optional.empty();

            @Override
            Optional<R> advance() throws InterruptedException {
                if (one.isEmpty()) one = lefts.next();
                if (one.isEmpty()) return Optional.empty();
                var first = one.get();
                var other = rights.next();
                if (other.isEmpty()) return Optional.empty();
                one = Optional.empty();
                return Optional.of(call(() -> combine.apply(first, other.get())));
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
            Optional<R> advance() throws InterruptedException {
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

        Optional<R> next() throws InterruptedException {
            while (true) {
                if (current != null) {
                    var next = current.next();
                    if (next.isPresent()) return Optional.of(next.get());
                    closeCurrent();
                }
                var stream = streams.next();
                if (stream.isEmpty()) return Optional.empty();
                current = call(stream.get()::iterator);
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
