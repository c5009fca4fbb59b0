package dev.catenary.contract.streams;

import dev.catenary.AsyncIterator;
import dev.catenary.AsyncStream;
import java.util.concurrent.Flow;

/** An iteration over a publisher, and the subscriber that it has given to the publisher. */
final class Iterated<E> implements Flow.Publisher<E> {
    private Flow.Subscriber<? super E> subscriber;
    private final AsyncIterator<E> iterator = AsyncStream.<E>from(this).iterator();

    @Override
    public void subscribe(Flow.Subscriber<? super E> subscriber) {
        this.subscriber = subscriber;
    }

    /** A subscriber of elements as good as any: the iteration takes no others. */
    Flow.Subscriber<E> subscriber() {
        return new Forwarding<>(subscriber);
    }

    AsyncIterator<E> iterator() {
        return iterator;
    }

    /** Narrows the type of the elements. */
    static class Forwarding<E> implements Flow.Subscriber<E> {
        private final Flow.Subscriber<? super E> subscriber;

        Forwarding(Flow.Subscriber<? super E> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(E element) {
            subscriber.onNext(element);
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
