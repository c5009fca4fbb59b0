package dev.catenary.contract.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.AsyncStream;
import dev.catenary.Broadcast;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Latest;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where streams come from. */
@Proves(Feature.ASYNC_STREAM)
class SourcesTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    @Test
    void elementsAreGivenInTheirOrder() throws Exception {
        assertThat(AsyncStream.of(1, 2, 3).toList()).containsExactly(1, 2, 3);
        assertThat(AsyncStream.empty().toList()).isEmpty();
    }

    @Test
    void collectionIsIteratedAnewEachTime() throws Exception {
        var elements = new ArrayList<>(List.of(1));
        var stream = AsyncStream.from(elements);

        assertThat(stream.toList()).containsExactly(1);
        elements.add(2);
        assertThat(stream.toList()).containsExactly(1, 2);
    }

    @Test
    void nullInACollectionIsAFailure() {
        assertThatThrownBy(AsyncStream.from(Arrays.asList(1, null))::toList)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void failureOfACollectionIsAFailureOfTheStreamAndComesOnce() throws Exception {
        Iterable<Integer> failing = () -> Stream.<Integer>generate(() -> fail(new IllegalStateException("boom")))
                .iterator();

        try (var elements = AsyncStream.from(failing).iterator()) {
            assertThatThrownBy(elements::next)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("boom");
            assertThat(elements.next()).isEmpty();
        }
    }

    private static <T> T fail(RuntimeException failure) {
        throw failure;
    }

    @Test
    void failedStreamFailsWhenItIsIteratedAndOnce() throws Exception {
        try (var elements = AsyncStream.failed(failure).iterator()) {
            assertThatThrownBy(elements::next)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
            assertThat(elements.next()).isEmpty();
        }
    }

    // ---- streams of the JDK

    @Test
    void jdkStreamIsClosedWithItsIteration() throws Exception {
        assertThat(AsyncStream.from(Stream.of(1, 2).onClose(() -> note("closed")))
                        .toList())
                .containsExactly(1, 2);
        assertThat(AsyncStream.from(Stream.of(1, 2).onClose(() -> note("closed")))
                        .first())
                .contains(1);

        assertThat(events()).containsExactly("closed", "closed");
    }

    @Test
    void jdkStreamIsAskedForWhatIsWantedAndNoMore() throws Exception {
        var elements = AsyncStream.from(Stream.of(1, 2, 3).peek(i -> note("makes " + i)));

        assertThat(elements.take(2).toList()).containsExactly(1, 2);

        assertThat(events()).containsExactly("makes 1", "makes 2");
    }

    @Test
    void jdkStreamIsIteratedOnce() throws Exception {
        var stream = AsyncStream.from(Stream.of(1));
        stream.toList();

        assertThatThrownBy(stream::toList).isInstanceOf(IllegalStateException.class);
    }

    // ---- receivers

    @Test
    void receiverGivesWhatItReceivesUntilItIsClosed() throws Exception {
        run(scope -> {
            Channel<Integer> channel = Channel.rendezvous();
            scope.fork(() -> {
                channel.send(1);
                channel.send(2);
                channel.close();
            });

            assertThat(channel.stream().toList()).containsExactly(1, 2);
            return null;
        });
    }

    @Test
    void iterationThatIsLeftLeavesTheRestToOthers() throws Exception {
        run(scope -> {
            Channel<Integer> channel = Channel.unlimited();
            for (int i = 0; i < 4; i++) channel.send(i);
            channel.close();

            assertThat(channel.stream().take(2).toList()).containsExactly(0, 1);
            assertThat(channel.receive()).isEqualTo(2);
            assertThat(AsyncStream.from(channel).toList()).containsExactly(3);
            return null;
        });
    }

    @Test
    void causeOfAClosedChannelIsTheFailureOfTheStream() throws Exception {
        run(scope -> {
            Channel<Integer> channel = Channel.unlimited();
            channel.send(1);
            channel.close(failure);

            try (var elements = channel.stream().iterator()) {
                assertThat(elements.next()).contains(1);
                assertThatThrownBy(elements::next)
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isSameAs(failure);
                assertThat(elements.next()).isEmpty();
            }
            return null;
        });
    }

    // ---- hot streams

    @Test
    void eachIterationOfAHotStreamIsASubscriptionWhichEndsWithIt() throws Exception {
        run(scope -> {
            Broadcast<Integer> hot = Broadcast.create(10, Broadcast.WhenFull.WAIT);
            hot.send(0);
            try (var one = hot.stream().iterator();
                    var other = hot.stream().iterator()) {
                assertThat(hot.subscribers()).isEqualTo(2);
                hot.send(1);

                assertThat(one.next()).contains(1);
                assertThat(other.next()).contains(1);
            }
            assertThat(hot.subscribers()).isZero();
            return null;
        });
    }

    @Test
    void streamOfAHotStreamEndsWhenThatIsClosed() throws Exception {
        run(scope -> {
            Broadcast<Integer> hot = Broadcast.create(10, Broadcast.WhenFull.WAIT);
            var seen = scope.fork(() -> hot.stream().toList());
            Catenary.yieldNow();
            Catenary.yieldNow();
            hot.send(1);
            hot.close();

            assertThat(seen.join()).containsExactly(1);
            return null;
        });
    }

    @Test
    void streamOfAChangingValueBeginsWithTheValueOfTheMoment() throws Exception {
        run(scope -> {
            Latest<Integer> value = Latest.of(1);
            try (var elements = value.stream().iterator()) {
                assertThat(elements.next()).contains(1);
                value.set(2);
                value.set(3);
                assertThat(elements.next()).contains(3);
            }
            assertThat(value.subscribers()).isZero();
            return null;
        });
    }

    // ---- publishers

    /** Publishes what the test says, and notes what it is asked for. */
    private final class Scripted implements Flow.Publisher<Integer>, Flow.Subscription {
        private Flow.Subscriber<? super Integer> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
            note("subscribed");
            this.subscriber = subscriber;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long count) {
            note("asked for " + count);
        }

        @Override
        public void cancel() {
            note("cancelled");
        }

        void publish(int from, int to) {
            for (int i = from; i < to; i++) subscriber.onNext(i);
        }
    }

    @Test
    void publisherIsSubscribedToByEachIterationAndAskedAhead() throws Exception {
        var publisher = new Scripted();
        var stream = AsyncStream.from(publisher);
        assertThat(events()).isEmpty();

        try (var elements = stream.iterator()) {
            publisher.publish(0, 64);
            for (int i = 0; i < 32; i++) assertThat(elements.next()).contains(i);
        }
        stream.iterator().close();

        assertThat(events())
                .containsExactly(
                        "subscribed",
                        "asked for 64",
                        "asked for 32",
                        "cancelled",
                        "subscribed",
                        "asked for 64",
                        "cancelled");
    }

    @Test
    void publisherMayPublishALittleAfterTheIterationWasLeft() throws Exception {
        var publisher = new Scripted();
        var elements = AsyncStream.from(publisher).iterator();
        elements.close();

        publisher.publish(0, 1);

        assertThat(elements.next()).isEmpty();
    }

    @Test
    void failureOfThePublisherIsTheFailureOfTheStreamAndComesOnce() throws Exception {
        var publisher = new Scripted();
        try (var elements = AsyncStream.from(publisher).iterator()) {
            publisher.publish(0, 1);
            publisher.subscriber.onError(failure);

            assertThat(elements.next()).contains(0);
            assertThatThrownBy(elements::next)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
            assertThat(elements.next()).isEmpty();
        }
    }

    @Test
    void publisherOfTheJdkIsIterated() throws Exception {
        try (var publisher = new SubmissionPublisher<Integer>()) {
            try (var elements = AsyncStream.from(publisher).iterator()) {
                for (int i = 0; i < 1000; i++) {
                    publisher.submit(i);
                    assertThat(elements.next()).contains(i);
                }
                publisher.close();
                assertThat(elements.next()).isEmpty();
            }
        }
    }
}
