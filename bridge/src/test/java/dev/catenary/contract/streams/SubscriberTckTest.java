package dev.catenary.contract.streams;

import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.Test;

/** What an iteration over a publisher subscribes with keeps the rules of Reactive Streams, seen from outside. */
@Test
public class SubscriberTckTest extends FlowSubscriberBlackboxVerification<Integer> {
    public SubscriberTckTest() {
        super(TckEnvironment.create());
    }

    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        return new Iterated<Integer>().subscriber();
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
