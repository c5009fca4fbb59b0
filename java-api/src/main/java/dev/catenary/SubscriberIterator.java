package dev.catenary;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher publishes, for one who asks element by element. It asks the publisher for {@link #AHEAD} elements at
 * first, and for half as many again whenever that many have been taken.
 */
final class SubscriberIterator<E> implements AsyncIterator<E>, Flow.Subscriber<E> {
    private static final int AHEAD = 64;

    private final Channel<E> arrived = Channel.unlimited();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private int taken;
    private boolean hasFailed;

    AsyncIterator<E> subscribedTo(Flow.Publisher<? extends E> publisher) {
        publisher.subscribe(this);
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        Objects.requireNonNull(subscription, "subscription");
        if (this.subscription.compareAndSet(null, subscription)) subscription.request(AHEAD);
        else subscription.cancel();
    }

    @Override
    public void onNext(E element) {
        Objects.requireNonNull(element, "element");
        try {
            arrived.trySend(element);
        } catch (ChannelClosedException left) { // a publisher may publish a little more before it sees the cancel
            return;
        }
    }

    @Override
    public void onError(Throwable failure) {
        arrived.close(Objects.requireNonNull(failure, "failure"));
    }

    @Override
    public void onComplete() {
        arrived.close();
    }

    @Override
    public Optional<E> next() throws InterruptedException {
        try {
            var next = arrived.receive();
            if (++taken == AHEAD / 2) {
                taken = 0;
                var asked = subscription.get();
                if (asked != null) asked.request(AHEAD / 2);
            }
            return Optional.of(next);
        } catch (ChannelClosedException e) {
            if (e.getCause() == null || hasFailed) return Optional.empty();
            hasFailed = true;
            throw new CompletionException(e.getCause());
        }
    }

    @Override
    public void close() {
        arrived.cancel();
        var ended = subscription.getAndSet(Cancelled.INSTANCE);
        if (ended != null) ended.cancel();
    }

    /** So that a subscription that comes too late is cancelled. */
    private enum Cancelled implements Flow.Subscription {
        INSTANCE;

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
