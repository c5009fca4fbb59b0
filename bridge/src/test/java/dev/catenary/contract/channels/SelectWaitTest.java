package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Event;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.Select;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.WorkQueue;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selections that wait: their places in the queues, one against another, cancelled, asynchronous, and many. */
@Proves(Feature.CHANNEL)
class SelectWaitTest extends OnEveryCarrier {
    private final Channel<String> first = Channel.rendezvous("first");
    private final Channel<String> second = Channel.rendezvous("second");

    private Select<String> receiveFromEither() {
        return Select.<String>of()
                .onReceive(first, element -> "first " + element)
                .onReceive(second, element -> "second " + element);
    }

    private void assertNobodyWaits() {
        for (var channel : new Channel<?>[] {first, second}) {
            assertThat(channel.stats().waitingReceivers()).isZero();
            assertThat(channel.stats().waitingSenders()).isZero();
        }
    }

    // ---- places

    @Test
    void selectionHasAPlaceInTheQueueOfEachAmongAllOthers() throws Exception {
        var before = first.receiveAsync();
        var selecting = receiveFromEither().awaitAsync();
        var after = first.receiveAsync();

        for (var element : new String[] {"a", "b", "c"}) first.send(element);

        assertThat(before.join()).isEqualTo("a");
        assertThat(selecting.join()).isEqualTo("first b");
        assertThat(after.join()).isEqualTo("c");
        assertNobodyWaits();
    }

    @Test
    void selectionThatWasServedElsewhereIsPassedOver() throws Exception {
        var before = first.receiveAsync();
        var selecting = receiveFromEither().awaitAsync();
        var after = first.receiveAsync();

        second.send("x");
        first.send("a");
        first.send("b");

        assertThat(selecting.join()).isEqualTo("second x");
        assertThat(before.join()).isEqualTo("a");
        assertThat(after.join()).isEqualTo("b");
        assertNobodyWaits();
    }

    @Test
    void exactlyOneCaseHappensThoughSeveralCouldInOneTurn() throws Exception {
        run(scope -> {
            var selecting = scope.fork(() -> receiveFromEither().await());
            Catenary.yieldNow();

            assertThat(second.trySend("b")).isTrue();
            assertThat(first.trySend("a")).isFalse();

            assertThat(selecting.join()).isEqualTo("second b");
            return null;
        });
        assertNobodyWaits();
    }

    @Test
    void choiceLeavesNoPlaceBehindAnywhere() throws Exception {
        var queue = WorkQueue.<String>unbounded();
        var mutex = Mutex.unowned();
        var semaphore = Semaphore.of(0);
        var event = Event.create();
        var promise = Promise.<String>create();
        mutex.acquire();
        var selecting = receiveFromEither()
                .onGet(queue, item -> item)
                .onAcquire(mutex, held -> "mutex")
                .onAcquire(semaphore, held -> "permit")
                .onEnd(promise, outcome -> "ended")
                .onSet(event, () -> "set")
                .awaitAsync();

        event.set();

        assertThat(selecting.join()).isEqualTo("set");
        assertNobodyWaits();
        assertThat(queue.stats().waitingToGet()).isZero();
        assertThat(mutex.stats().waiting()).isZero();
        assertThat(semaphore.stats().waiting()).isZero();
        mutex.release();
        semaphore.release();
        assertThat(mutex.stats().isHeld()).isFalse();
        assertThat(semaphore.stats().available()).isEqualTo(1);
    }

    @Test
    void oneChannelMayBeInSeveralCases() throws Exception {
        var selecting = Select.<String>of()
                .onReceive(first, element -> "received " + element)
                .onSend(first, "mine", () -> "sent")
                .onReceive(first, element -> "never")
                .awaitAsync();

        assertThat(first.receive()).isEqualTo("mine");
        assertThat(selecting.join()).isEqualTo("sent");
        assertNobodyWaits();
    }

    // ---- one against another

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void selectionsMeetOnARendezvousChannel(boolean receiverComesFirst) throws Exception {
        run(scope -> {
            var receiving = receiveFromEither();
            var sending = Select.<String>of().onSend(first, "a", () -> "sent").onSend(second, "b", () -> "sent too");
            var early = scope.fork(() -> (receiverComesFirst ? receiving : sending).await());
            Catenary.yieldNow();
            var late = scope.fork(() -> (receiverComesFirst ? sending : receiving).await());

            assertThat(receiverComesFirst ? early.join() : late.join()).isEqualTo("first a");
            assertThat(receiverComesFirst ? late.join() : early.join()).isEqualTo("sent");
            return null;
        });
        assertNobodyWaits();
        assertThat(first.stats().received()).isEqualTo(1);
        assertThat(second.stats().received()).isZero();
    }

    @Test
    void selectionsThatSendAndReceiveCrosswiseExchangeOneElement() throws Exception {
        run(scope -> {
            var one = scope.fork(() -> Select.<String>of()
                    .onSend(first, "a", () -> "one sent")
                    .onReceive(second, element -> "one received")
                    .await());
            var other = scope.fork(() -> Select.<String>of()
                    .onSend(second, "b", () -> "other sent")
                    .onReceive(first, element -> "other received")
                    .await());

            assertThat(one.join() + ", " + other.join()).isEqualTo("one received, other sent");
            return null;
        });
        assertNobodyWaits();
        assertThat(first.stats().sent() + second.stats().sent()).isEqualTo(1);
    }

    @Test
    void selectionDoesNotMeetItself() throws Exception {
        var selection = Select.<String>of()
                .onSend(first, "mine", () -> "sent")
                .onReceive(first, element -> "received " + element);

        assertThat(selection.tryNow()).isEmpty();
        run(scope -> {
            var chosen = selection.onTimeout(SECOND, () -> "idle").await();
            assertThat(chosen).isEqualTo("idle");
            return null;
        });
        assertNobodyWaits();
    }

    @Test
    void receiversAndSelectionsTakeEachElementOnce() throws Exception {
        var taken = new ArrayList<String>();

        run(scope -> {
            for (int i = 0; i < 10; i++)
                scope.fork(() -> Select.of()
                        .onReceive(first, taken::add)
                        .onReceive(second, taken::add)
                        .await());
            for (int i = 0; i < 10; i++) {
                var number = i;
                scope.fork(() -> Select.<String>of()
                        .onSend(number % 2 == 0 ? first : second, "" + number, () -> "sent")
                        .await());
            }
            return null;
        });

        assertThat(taken).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertNobodyWaits();
    }

    // ---- cancelled

    @Test
    void cancelledSelectionDidNothingAndLeavesNothingBehind() throws Exception {
        run(scope -> {
            var selecting = scope.fork(() -> {
                assertThatThrownBy(receiveFromEither().onTimeout(HOUR, () -> "idle")::await)
                        .isInstanceOf(InterruptedException.class);
                points.reach(1);
            });
            Catenary.yieldNow();

            selecting.cancel();
            assertNobodyWaits();
            assertThat(first.trySend("a")).isFalse();

            scope.join();
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void selectionThatWasServedBeforeItsCancelHappened() throws Exception {
        run(scope -> {
            var selecting = scope.fork(() -> {
                note(receiveFromEither().await());
                return forever();
            });
            Catenary.yieldNow();

            first.send("a");
            selecting.cancel();

            scope.join();
            assertThat(selecting.isCancelled()).isTrue();
            return null;
        });

        assertThat(events()).containsExactly("first a");
    }

    @Test
    void whatAServedSelectionWouldHaveTakenElsewhereGoesToTheNextInOrder() throws Exception {
        run(scope -> {
            var selecting = scope.fork(() -> receiveFromEither().await());
            Catenary.yieldNow();
            var next = second.receiveAsync();

            first.send("a");
            selecting.cancel();
            second.send("b");

            assertThat(next.join()).isEqualTo("b");
            return null;
        });
        assertNobodyWaits();
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void threadsOfAllKindsSelect(Stranger stranger) throws Throwable {
        var waiting = stranger.call(() -> receiveFromEither().await()).whenWaiting();

        second.send("b");

        assertThat(waiting.end()).isEqualTo("second b");
        assertNobodyWaits();
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void interruptedSelectionDidNothing(Stranger stranger) throws Throwable {
        var waiting = stranger.call(() -> receiveFromEither().await()).whenWaiting();

        waiting.interrupt();

        assertThatThrownBy(waiting::end).isInstanceOf(InterruptedException.class);
        assertNobodyWaits();
    }

    // ---- asynchronous

    @Test
    void caseOfAnAsynchronousSelectionRunsAsACallback() throws Exception {
        run(scope -> {
            var selecting = Select.<String>of()
                    .onReceive(first, element -> {
                        points.reach(2);
                        assertThatThrownBy(() -> second.receive())
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageStartingWith("Channel.receive was called from a callback");
                        return element;
                    })
                    .awaitAsync();
            first.send("a");
            points.reach(1);

            assertThat(selecting.join()).isEqualTo("a");
            points.end(3);
            return null;
        });
    }

    @Test
    void cancelledAsynchronousSelectionDidNothing() throws Exception {
        run(scope -> {
            var selecting = receiveFromEither().awaitAsync();

            assertThat(selecting.cancel()).isTrue();

            assertNobodyWaits();
            assertThat(first.trySend("a")).isFalse();
            Catenary.yieldNow();
            assertThat(selecting.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    void asynchronousSelectionThatWasServedCannotBeCancelled() throws Exception {
        run(scope -> {
            var selecting = receiveFromEither().awaitAsync();

            first.send("a");

            assertThat(selecting.cancel()).isFalse();
            assertThat(selecting.join()).isEqualTo("first a");
            return null;
        });
    }

    @Test
    void asynchronousSelectionIsCancelledWhenTheScopeEndsThatAskedForIt() throws Exception {
        var selecting = run(scope -> receiveFromEither().awaitAsync());

        assertThat(selecting.isCancelled()).isTrue();
        assertNobodyWaits();
    }

    @Test
    void whatTheCaseOfAnAsynchronousSelectionThrowsIsTheFailureOfItsTask() throws Exception {
        var failure = new IOException("boom");

        run(scope -> {
            var selecting = Select.<String>of()
                    .onReceive(first, element -> {
                        throw failure;
                    })
                    .awaitAsync();
            first.send("a");

            assertThatThrownBy(selecting::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
            assertThat(selecting.exceptionNow()).isSameAs(failure);
            return null;
        });
    }

    @Test
    void asynchronousSelectionOfWhatCanHappenAtOnceTakesItAtTheCall() throws Exception {
        var buffered = Channel.<String>buffered(1);
        buffered.send("a");

        run(scope -> {
            var selecting =
                    Select.<String>of().onReceive(buffered, element -> element).awaitAsync();

            assertThat(buffered.stats().size()).isZero();
            assertThat(selecting.cancel()).isFalse();
            assertThat(selecting.join()).isEqualTo("a");
            return null;
        });
    }

    // ---- many

    @Test
    void timeoutsOfManySelectionsNeedNoThreadAndNoTask() throws Exception {
        run(scope -> {
            var selecting = new ArrayList<Task<String>>();
            var threads = Thread.getAllStackTraces().keySet();

            for (int i = 0; i < 1_000; i++)
                selecting.add(
                        receiveFromEither().onTimeout(SECOND, () -> "idle").awaitAsync());

            assertThat(threads).containsAll(Thread.getAllStackTraces().keySet());
            assertThat(scope.children()).isEmpty();
            for (var task : selecting) assertThat(task.join()).isEqualTo("idle");
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
        assertNobodyWaits();
    }

    @Test
    void timeoutsOfSelectionsByThreadsShareOneThread() throws Exception {
        var selecting = new ArrayList<Task<String>>();

        for (int i = 0; i < 1_000; i++)
            selecting.add(receiveFromEither().onTimeout(HOUR, () -> "idle").awaitAsync());

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter("catenary-alarms"::equals))
                .hasSize(1);
        for (var task : selecting) assertThat(task.cancel()).isTrue();
        assertNobodyWaits();
    }
}
