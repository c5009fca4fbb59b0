package dev.catenary;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A stream as a publisher: each subscription is an iteration in a task of its own. */
final class StreamPublisher<E> implements Flow.Publisher<E> {
    private final AsyncStream<E> stream;

    StreamPublisher(AsyncStream<E> stream) {
        this.stream = stream;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super E> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        var loop = EventLoop.current().orElseGet(EventLoops::shared);
        new Subscription<E>(subscriber).begin(loop, stream);
    }

    private static final class Subscription<E> implements Flow.Subscription {
        private final Flow.Subscriber<? super E> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final Event asked = Event.create("demand");
        private final Promise<Task<?>> task = Promise.create("subscription");
        private volatile @Nullable RuntimeException misuse;
        private volatile boolean cancelled;

        Subscription(Flow.Subscriber<? super E> subscriber) {
            this.subscriber = subscriber;
        }

        void begin(EventLoop loop, AsyncStream<E> stream) {
            task.complete(loop.<@Nullable Void>start("subscription", scope -> {
                publish(stream);
                return null;
            }));
        }

        /** The task's body, and the only one that calls the subscriber; what that throws fails the task. */
        private void publish(AsyncStream<E> stream) throws InterruptedException {
            subscriber.onSubscribe(this);
            try {
                publishElements(stream);
                end(misuse);
            } catch (InterruptedException e) {
                var cancelled = new CancellationException("the task that publishes was cancelled");
                cancelled.initCause(e);
                end(cancelled);
                throw e;
            } catch (RuntimeException | Error failure) {
                if (cancelled) throw failure;
                end(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        }

        private void publishElements(AsyncStream<E> stream) throws InterruptedException {
            try (var elements = stream.iterator()) {
                while (awaitDemand()) {
                    var next = elements.next();
                    if (next.isEmpty()) return;
                    publish(next.get());
                }
            }
        }

        /** A subscriber that throws is told nothing more. */
        private void publish(E element) {
            try {
                subscriber.onNext(element);
            } catch (RuntimeException | Error failure) {
                cancelled = true;
                throw failure;
            }
        }

        private void end(@Nullable Throwable failure) {
            if (cancelled) return;
            cancelled = true;
            if (failure == null) subscriber.onComplete();
            else subscriber.onError(failure);
        }

        /** False if no more can be wanted. */
        private boolean awaitDemand() throws InterruptedException {
            while (true) {
                if (cancelled || misuse != null) return false;
                if (demand.get() > 0) {
                    if (demand.get() < Long.MAX_VALUE) demand.decrementAndGet();
                    return true;
                }
                asked.clear();
                if (demand.get() == 0 && !cancelled && misuse == null) asked.await();
            }
        }

        @Override
        public void request(long count) {
            if (cancelled) return;
            if (count <= 0)
                misuse = new IllegalArgumentException(
                        "request of " + count + " elements: rule 3.9 of Reactive Streams wants a positive number");
            else demand.accumulateAndGet(count, (left, more) -> left + more < 0 ? Long.MAX_VALUE : left + more);
            asked.set();
        }

        @Override
        public void cancel() {
            cancelled = true;
            task.onComplete(Callback.of(Task::cancel, failure -> {}));
        }
    }
}
