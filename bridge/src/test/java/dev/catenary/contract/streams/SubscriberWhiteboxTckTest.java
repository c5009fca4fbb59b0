package dev.catenary.contract.streams;

import dev.catenary.AsyncIterator;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;
import org.testng.annotations.Test;

/** As {@link SubscriberTckTest}, with a hand on the iteration. */
@Test
public class SubscriberWhiteboxTckTest extends FlowSubscriberWhiteboxVerification<Integer> {
    public SubscriberWhiteboxTckTest() {
        super(TckEnvironment.create());
    }

    @Override
    protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
        var iterated = new Iterated<Integer>();
        return new Probed(iterated.subscriber(), iterated.iterator(), probe);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    /** Tells the probe what the iteration's own subscriber has been told. */
    private static final class Probed extends Iterated.Forwarding<Integer> {
        private final AsyncIterator<Integer> iterator;
        private final WhiteboxSubscriberProbe<Integer> probe;

        Probed(
                Flow.Subscriber<Integer> subscriber,
                AsyncIterator<Integer> iterator,
                WhiteboxSubscriberProbe<Integer> probe) {
            super(subscriber);
            this.iterator = iterator;
            this.probe = probe;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            super.onSubscribe(subscription);
            probe.registerOnSubscribe(new SubscriberPuppet() {
                /** The iteration asks ahead by itself. */
                @Override
                public void triggerRequest(long elements) {}

                @Override
                public void signalCancel() {
                    iterator.close();
                }
            });
        }

        @Override
        public void onNext(Integer element) {
            super.onNext(element);
            probe.registerOnNext(element);
        }

        @Override
        public void onError(Throwable failure) {
            super.onError(failure);
            probe.registerOnError(failure);
        }

        @Override
        public void onComplete() {
            super.onComplete();
            probe.registerOnComplete();
        }
    }
}
