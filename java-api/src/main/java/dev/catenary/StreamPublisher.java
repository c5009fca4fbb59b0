package dev.catenary;

import java.util.Objects;
import java.util.Optional;
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
            var end = publishElements(stream);
            if (cancelled) return;
            cancelled = true;
            if (end == null) subscriber.onComplete();
            else subscriber.onError(end);
        }

        /** Gives the failure with which the elements end; null if there are no more. */
        private @Nullable Throwable publishElements(AsyncStream<E> stream) throws InterruptedException {
            try (var elements = stream.iterator()) {
                while (awaitDemand()) {
                    Optional<E> next;
                    try {
                        next = elements.next();
                    } catch (CompletionException e) {
                        return e.getCause() != null ? e.getCause() : e;
                    } catch (RuntimeException | Error e) {
                        return e;
                    }
                    if (next.isEmpty()) return null;
                    subscriber.onNext(next.get());
                }
                return misuse;
            }
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
