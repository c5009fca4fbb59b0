package dev.catenary.contract.streams;

import dev.catenary.AsyncStream;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/** As {@link PublisherTckTest}, there and back: of an iteration over a publisher. */
@Test
public class IteratedPublisherTckTest extends FlowPublisherVerification<Long> {
    public IteratedPublisherTckTest() {
        super(TckEnvironment.create());
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        AsyncStream<Long> counted = AsyncStream.generate(out -> {
            for (long i = 0; i < elements; i++) out.emit(i);
        });
        return AsyncStream.from(counted.toPublisher()).toPublisher();
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        Flow.Publisher<Long> cannotBegin = subscriber -> {
            throw new IllegalStateException("no subscription");
        };
        return AsyncStream.from(cannotBegin).toPublisher();
    }
}
