package dev.catenary.contract.streams;

import dev.catenary.AsyncStream;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/** {@link AsyncStream#toPublisher} keeps the rules of Reactive Streams, as far as its TCK can tell. */
@Test
@Proves(Feature.ASYNC_STREAM)
public class PublisherTckTest extends FlowPublisherVerification<Long> {
    public PublisherTckTest() {
        super(TckEnvironment.create());
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        return AsyncStream.<Long>generate(out -> {
                    for (long i = 0; i < elements; i++) out.emit(i);
                })
                .toPublisher();
    }

    /** The TCK wants the failure without having asked for an element: so it is one of beginning the iteration. */
    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        AsyncStream<Long> cannotBegin = () -> {
            throw new IllegalStateException("no iteration");
        };
        return cannotBegin.toPublisher();
    }
}
