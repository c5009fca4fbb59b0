package dev.catenary.contract.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.FailureReport;
import dev.catenary.Promise;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of the elements of a stream. */
@Proves(Feature.ASYNC_STREAM)
class EndsOfStreamsTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    /** Notes when it ends. */
    private AsyncStream<Integer> numbers(int count) {
        return AsyncStream.generate(out -> {
            try {
                for (int i = 0; i < count; i++) out.emit(i);
            } finally {
                note("ends");
            }
        });
    }

    private AsyncStream<Integer> failing() {
        return AsyncStream.generate(out -> {
            out.emit(0);
            throw failure;
        });
    }

    private AsyncStream<Integer> never() {
        return AsyncStream.generate(out -> {
            try {
                forever();
            } finally {
                note("ends");
            }
        });
    }

    // ---- the terminal methods

    @Test
    void terminalMethodsGiveWhatTheySay() throws Exception {
        run(scope -> {
            assertThat(numbers(3).toList()).containsExactly(0, 1, 2);
            assertThat(numbers(3).collect(Collectors.summingInt(i -> i))).isEqualTo(3);
            assertThat(numbers(3).<String>fold("", (text, i) -> text + i)).isEqualTo("012");
            assertThat(numbers(3).count()).isEqualTo(3);
            assertThat(numbers(3).first()).contains(0);
            assertThat(numbers(3).toStream().toList()).containsExactly(0, 1, 2);
            return null;
        });
    }

    @Test
    void forEachThrowsWhatTheActionThrowsAsItIs() throws Exception {
        run(scope -> {
            try {
                numbers(3).forEach(element -> {
                    if (element == 1) throw failure;
                });
                points.unreachable();
            } catch (IOException e) {
                assertThat(e).isSameAs(failure);
            }
            assertThat(events()).containsExactly("ends");
            return null;
        });
    }

    @Test
    void failureOfTheSourceComesOutOfEveryTerminalMethod() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> failing().forEach(element -> {})).satisfies(this::isTheFailure);
            assertThatThrownBy(() -> failing().toList()).satisfies(this::isTheFailure);
            assertThatThrownBy(() -> failing().collect(Collectors.counting())).satisfies(this::isTheFailure);
            assertThatThrownBy(() -> failing().fold(0, Integer::sum)).satisfies(this::isTheFailure);
            assertThatThrownBy(() -> failing().count()).satisfies(this::isTheFailure);
            assertThatThrownBy(() -> failing().skip(1).first()).satisfies(this::isTheFailure);
            assertThatThrownBy(() -> failing().toStream().toList()).satisfies(this::isTheFailure);
            return null;
        });
    }

    private void isTheFailure(Throwable thrown) {
        assertThat(thrown).isInstanceOf(CompletionException.class).cause().isSameAs(failure);
    }

    @Test
    void firstAsksForNoMoreAndEndsTheIteration() throws Exception {
        run(scope -> {
            assertThat(numbers(3).first()).contains(0);
            assertThat(events()).containsExactly("ends");
            assertThat(AsyncStream.<Integer>empty().first()).isEmpty();
            return null;
        });
    }

    @Test
    void stepThatFailsEndsTheIteration() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> numbers(3).fold(0, (sum, element) -> {
                        throw new IllegalStateException("boom");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("boom");
            assertThat(events()).containsExactly("ends");
            return null;
        });
    }

    @Test
    void timeLimitEndsATerminalMethodAndTheSource() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> never().toList()))
                    .isInstanceOf(TimeoutException.class);
            assertThat(events()).containsExactly("ends");
            return null;
        });
    }

    // ---- as a stream of the JDK

    @Test
    void jdkStreamAsksForAsMuchAsItNeeds() throws Exception {
        run(scope -> {
            try (var stream = AsyncStream.<Integer>generate(out -> {
                        for (int i = 0; ; i++) {
                            note("makes " + i);
                            out.emit(i);
                        }
                    })
                    .toStream()) {
                assertThat(stream.filter(i -> i > 0).findFirst()).contains(1);
            }
            return null;
        });

        assertThat(events()).containsExactly("makes 0", "makes 1");
    }

    @Test
    void closingTheJdkStreamEndsTheIteration() throws Exception {
        run(scope -> {
            try (var stream = numbers(3).toStream()) {
                assertThat(stream.limit(1).toList()).containsExactly(0);
            }
            assertThat(events()).containsExactly("ends");
            return null;
        });
    }

    @Test
    void jdkStreamToldOfACancelKeepsTheInterruptStatus() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                try (var stream = never().toStream()) {
                    assertThatThrownBy(stream::toList)
                            .isInstanceOf(CancellationException.class)
                            .hasMessage("interrupted while waiting for the next element")
                            .hasCauseInstanceOf(InterruptedException.class);
                    note("interrupted " + Thread.currentThread().isInterrupted());
                }
            });
            Catenary.sleep(SECOND);
            task.cancel();
            return null;
        });

        assertThat(events()).containsExactly("interrupted true", "ends");
    }

    @Test
    void jdkStreamOfAnInterruptedThreadThrows() throws Throwable {
        var begun = new CountDownLatch(1);
        AsyncStream<Integer> never = AsyncStream.generate(out -> {
            begun.countDown();
            try {
                forever();
            } finally {
                note("ends");
            }
        });
        try (var stream = never.toStream()) {
            var call = Stranger.PLATFORM_THREAD.call(() -> {
                try {
                    return stream.toList();
                } finally {
                    note("interrupted " + Thread.currentThread().isInterrupted());
                }
            });

            begun.await();
            assertThatThrownBy(call.whenWaiting().interrupt()::end).isInstanceOf(CancellationException.class);
        }

        assertThat(events()).containsExactly("interrupted true", "ends");
    }

    // ---- as a publisher

    /** Asks for one element at a time, and lets the test see what came. */
    private class Asking implements Flow.Subscriber<Integer> {
        final Promise<String> end = Promise.create("end");
        Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(Integer element) {
            note("element " + element + " on "
                    + EventLoop.current().map(EventLoop::name).orElse("no loop"));
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete("failed: " + failure.getMessage());
        }

        @Override
        public void onComplete() {
            end.complete("complete");
        }
    }

    @Test
    void eachSubscriptionIsAnIterationOnTheLoopOfWhoeverSubscribes() throws Exception {
        run(scope -> {
            var publisher = numbers(2).toPublisher();
            for (int i = 0; i < 2; i++) {
                var subscriber = new Asking();
                publisher.subscribe(subscriber);
                assertThat(subscriber.end.join()).isEqualTo("complete");
            }
            return null;
        });

        var once = List.of("element 0 on test", "element 1 on test", "ends");
        assertThat(events()).hasSize(6).startsWith(once.toArray(String[]::new)).endsWith(once.toArray(String[]::new));
    }

    @Test
    void subscriptionOfAPlainThreadIsOnTheSharedLoop() throws Exception {
        var subscriber = new Asking();

        numbers(1).toPublisher().subscribe(subscriber);

        assertThat(subscriber.end.join()).isEqualTo("complete");
        assertThat(events()).containsExactly("element 0 on shared", "ends");
    }

    @Test
    void subscribersMayWait() throws Exception {
        run(scope -> {
            var subscriber = new Asking() {
                @Override
                public void onNext(Integer element) {
                    try {
                        Catenary.sleep(SECOND);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    super.onNext(element);
                }
            };
            numbers(2).toPublisher().subscribe(subscriber);
            return subscriber.end.join();
        });

        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    void failureOfTheStreamIsToldToTheSubscriberUnwrapped() throws Exception {
        run(scope -> {
            var subscriber = new Asking();
            failing().toPublisher().subscribe(subscriber);
            assertThat(subscriber.end.join()).isEqualTo("failed: boom");
            return null;
        });
    }

    @Test
    void streamThatCantBeClosedFails() throws Exception {
        run(scope -> {
            var subscriber = new Asking();
            AsyncStream.from(java.util.stream.Stream.of(1).onClose(() -> {
                        throw new IllegalStateException("not closed");
                    }))
                    .toPublisher()
                    .subscribe(subscriber);
            assertThat(subscriber.end.join()).isEqualTo("failed: not closed");
            return null;
        });
    }

    @Test
    void cancelledSubscriptionEndsTheIteration() throws Exception {
        run(scope -> {
            var ended = Promise.<Void>create();
            var subscriber = new Asking() {
                @Override
                public void onNext(Integer element) {
                    subscription.cancel();
                }
            };
            AsyncStream.<Integer>generate(out -> {
                        try {
                            out.emit(1);
                        } finally {
                            ended.complete(null);
                        }
                    })
                    .toPublisher()
                    .subscribe(subscriber);
            ended.join();
            assertThat(subscriber.end.isDone()).isFalse();
            return null;
        });
    }

    @Test
    void subscriberThatThrowsIsToldNothingMoreAndItsFailureIsReported() throws Exception {
        var unexpected = new IllegalStateException("subscriber");
        try (var loop = open()) {
            loop.run(scope -> {
                var ended = Promise.<Void>create();
                var subscriber = new Asking() {
                    @Override
                    public void onNext(Integer element) {
                        throw unexpected;
                    }
                };
                AsyncStream.<Integer>generate(out -> {
                            try {
                                out.emit(1);
                            } finally {
                                ended.complete(null);
                            }
                        })
                        .toPublisher()
                        .subscribe(subscriber);
                ended.join();
                assertThat(subscriber.end.isDone()).isFalse();
                return null;
            });
        }

        assertThat(reported()).extracting(FailureReport::failure).containsExactly(unexpected);
    }

    @Test
    void subscribersOfAClosedLoopAreToldSo() throws Exception {
        var subscriber = new Asking();
        try (var loop = open()) {
            loop.run(scope -> {
                never().toPublisher().subscribe(subscriber);
                Catenary.yieldNow();
                Catenary.yieldNow();
                return null;
            });
        }

        assertThat(subscriber.end.join()).isEqualTo("failed: the task that publishes was cancelled");
    }
}
