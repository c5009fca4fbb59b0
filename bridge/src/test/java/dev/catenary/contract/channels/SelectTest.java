package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.ChannelClosedException;
import dev.catenary.Event;
import dev.catenary.Mutex;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.Select;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.WorkQueue;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Selections: each case, the choice among those that can happen, and what comes of it. */
@Proves(Feature.CHANNEL)
class SelectTest extends OnEveryCarrier {
    private final Channel<String> first = Channel.buffered("first", 3);
    private final Channel<String> second = Channel.buffered("second", 3);
    private final IOException failure = new IOException("boom");

    // ---- the choice

    @Test
    void firstNamedOfThoseThatCanHappenHappens() throws Exception {
        first.send("a");
        second.send("b");

        var chosen = receiveFromEither().await();

        assertThat(chosen).isEqualTo("first a");
    }

    private Select<String> receiveFromEither() {
        return Select.<String>of()
                .onReceive(first, element -> "first " + element)
                .onReceive(second, element -> "second " + element);
    }

    @Test
    void whatDidNotHappenIsAsIfItHadNotBeenTried() throws Exception {
        first.send("a");
        second.send("b");
        var out = Channel.<String>unlimited();
        var semaphore = Semaphore.of(1);
        var mutex = Mutex.create();

        var chosen = receiveFromEither()
                .onSend(out, "never", () -> "sent")
                .onAcquire(semaphore, held -> "permit")
                .onAcquire(mutex, held -> "mutex")
                .onTimeout(Duration.ZERO, () -> "idle")
                .await();

        assertThat(chosen).isEqualTo("first a");
        assertThat(second.receive()).isEqualTo("b");
        assertThat(out.stats().sent()).isZero();
        assertThat(semaphore.stats().available()).isEqualTo(1);
        assertThat(mutex.stats().isHeld()).isFalse();
    }

    @Test
    void caseThatCanHappenHappensThoughItIsNamedAfterOneThatCannot() throws Exception {
        second.send("b");

        assertThat(receiveFromEither().await()).isEqualTo("second b");
    }

    @Test
    void unbiasedSelectionChoosesNowThisNowThat() throws Exception {
        var chosen = new HashSet<Character>();
        var selection = receiveFromEither().unbiased();

        for (int i = 0; i < 1_000 && chosen.size() < 2; i++) {
            first.trySend("a");
            second.trySend("b");
            chosen.add(selection.await().charAt(0));
        }

        assertThat(chosen).containsExactlyInAnyOrder('f', 's');
    }

    @Test
    void selectionMayBeUsedAgainAndLooksAnewEachTime() throws Exception {
        var selection = receiveFromEither();
        second.send("b");
        second.send("c");

        assertThat(selection.await()).isEqualTo("second b");
        first.send("a");
        assertThat(selection.await()).isEqualTo("first a");
        assertThat(selection.await()).isEqualTo("second c");
        assertThat(selection.tryNow()).isEmpty();
    }

    @Test
    void selectionWithoutCasesIsRefused() {
        var empty = Select.<String>of();

        assertEmptyRefused(empty::await);
        assertEmptyRefused(empty::awaitAsync);
        assertEmptyRefused(empty::tryNow);
    }

    private static void assertEmptyRefused(ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a selection of no cases would wait forever: add one");
    }

    @Test
    void tryNowNeverWaits() throws Exception {
        run(scope -> {
            scope.loop().execute(() -> {
                assertThat(receiveFromEither().tryNow()).isEmpty();
                first.trySend("a");
                assertThat(receiveFromEither().tryNow()).contains("first a");
                points.reach(1);
            });
            Catenary.yieldNow();
            points.end(2);
            return null;
        });
        assertThat(first.stats().waitingReceivers()).isZero();
    }

    @Test
    void tryNowIsEmptyIfTheCaseThatHappenedGivesNull() throws Exception {
        first.send("a");

        var chosen =
                Select.<String>of().onReceive(first, element -> (String) null).tryNow();

        assertThat(chosen).isEmpty();
        assertThat(first.stats().size()).isZero();
    }

    @Test
    void awaitIsRefusedInACallback() throws Exception {
        run(scope -> {
            scope.loop().execute(() -> {
                assertThatThrownBy(receiveFromEither()::await)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("Select.await was called from a callback");
                points.reach(1);
            });
            Catenary.yieldNow();
            points.end(2);
            return null;
        });
    }

    // ---- the cases

    @Test
    void sendHappensWhenThereIsRoom() throws Exception {
        var out = Channel.<String>buffered(1);
        out.send("inside");

        run(scope -> {
            var sending = scope.fork(
                    () -> Select.<String>of().onSend(out, "b", () -> "sent").await());
            Catenary.yieldNow();
            assertThat(out.stats().waitingSenders()).isEqualTo(1);

            assertThat(out.receive()).isEqualTo("inside");

            assertThat(sending.join()).isEqualTo("sent");
            assertThat(out.receive()).isEqualTo("b");
            return null;
        });
    }

    @Test
    void getHappensWhenThereIsAnItem() throws Exception {
        var queue = WorkQueue.<String>unbounded();

        run(scope -> {
            var getting = scope.fork(() ->
                    Select.<String>of().onGet(queue, item -> "got " + item).await());
            Catenary.yieldNow();
            queue.put("x");

            assertThat(getting.join()).isEqualTo("got x");
            queue.taskDone();
            assertThat(queue.stats().unfinished()).isZero();
            return null;
        });
    }

    @Test
    void getOfAQueueThatIsShutDownThrows() {
        var queue = WorkQueue.<String>unbounded();
        queue.shutdown();

        assertThatThrownBy(Select.<String>of().onGet(queue, item -> item)::await)
                .isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void endHappensHoweverTheTaskEnds() throws Exception {
        run(scope -> {
            var promises = List.of(Promise.<String>create(), Promise.<String>create(), Promise.<String>create());
            for (var promise : promises)
                scope.fork(() -> Select.<String>of()
                        .onEnd(promise, outcome -> {
                            note(described(outcome));
                            return null;
                        })
                        .await());
            Catenary.yieldNow();

            promises.get(0).complete("value");
            promises.get(1).fail(failure);
            promises.get(2).cancel();

            scope.join();
            return null;
        });

        assertThat(events()).containsExactly("value", "boom", "cancelled");
    }

    private static String described(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Success<String> success) return success.value();
        if (outcome instanceof Outcome.Failure<String> failed)
            return failed.cause().getMessage();
        return "cancelled";
    }

    @Test
    void endOfATaskThatHasEndedHappensAtOnce() throws Exception {
        var chosen = Select.<String>of()
                .onEnd(Task.completed("value"), Outcome::getOrThrow)
                .await();

        assertThat(chosen).isEqualTo("value");
    }

    @Test
    void taskWhoseEndWasNotChosenGoesOn() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                Catenary.sleep(HOUR);
                return "late";
            });

            var chosen = Select.<String>of()
                    .onEnd(task, Outcome::getOrThrow)
                    .onTimeout(SECOND, () -> "idle")
                    .await();

            assertThat(chosen).isEqualTo("idle");
            assertThat(task.isDone()).isFalse();
            assertThat(task.join()).isEqualTo("late");
            return null;
        });
    }

    @Test
    void mutexIsAcquiredByTheOneWhoSelects() throws Exception {
        var mutex = Mutex.create("db");

        run(scope -> {
            var other = mutex.acquire();
            scope.fork(
                    "selecting",
                    () -> Select.<String>of()
                            .onAcquire(mutex, held -> {
                                assertThat(mutex.stats().owner())
                                        .hasValueSatisfying(
                                                owner -> assertThat(owner).contains("selecting"));
                                held.close();
                                note("held");
                                return null;
                            })
                            .await());
            Catenary.yieldNow();
            assertThat(mutex.stats().waiting()).isEqualTo(1);

            other.close();

            scope.join();
            assertThat(mutex.stats().isHeld()).isFalse();
            return null;
        });

        assertThat(events()).containsExactly("held");
    }

    @Test
    void mutexThatTheSelectingTaskHoldsAlreadyIsRefused() throws Exception {
        var mutex = Mutex.create("db");

        run(scope -> {
            try (var held = mutex.acquire()) {
                assertThatThrownBy(Select.<String>of().onAcquire(mutex, again -> "again")::await)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("which it holds already");
            }
            return null;
        });
    }

    @Test
    void permitIsHandedOver() throws Exception {
        var semaphore = Semaphore.of(0);

        run(scope -> {
            var acquiring = scope.fork(() -> Select.<String>of()
                    .onAcquire(semaphore, held -> {
                        try (held) {
                            return "permits left: " + semaphore.stats().available();
                        }
                    })
                    .await());
            Catenary.yieldNow();

            semaphore.release();

            assertThat(acquiring.join()).isEqualTo("permits left: 0");
            assertThat(semaphore.stats().available()).isEqualTo(1);
            return null;
        });
    }

    @Test
    void setHappensAlsoIfTheEventIsClearedAtOnce() throws Exception {
        var event = Event.create();

        run(scope -> {
            var waiting = scope.fork(
                    () -> Select.<String>of().onSet(event, () -> "set").await());
            Catenary.yieldNow();

            event.set();
            event.clear();

            assertThat(waiting.join()).isEqualTo("set");
            return null;
        });
    }

    // ---- time

    @Test
    void timeoutHappensWhenNothingElseHas() throws Exception {
        run(scope -> {
            var chosen = receiveFromEither().onTimeout(SECOND, () -> "idle").await();

            assertThat(chosen).isEqualTo("idle");
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
        assertThat(first.stats().waitingReceivers()).isZero();
        assertThat(second.stats().waitingReceivers()).isZero();
    }

    @Test
    void whatHappensInTimeTakesTheTimeoutAway() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                Catenary.sleep(SECOND);
                second.send("b");
            });

            var chosen = receiveFromEither()
                    .onTimeout(HOUR, () -> {
                        throw points.unreachable();
                    })
                    .await();

            assertThat(chosen).isEqualTo("second b");
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void timeoutOfZeroHappensIfNothingElseCanWhereverItIsNamed() throws Exception {
        var selection =
                Select.<String>of().onTimeout(Duration.ZERO, () -> "idle").onReceive(first, element -> element);

        assertThat(selection.await()).isEqualTo("idle");
        first.send("a");
        assertThat(selection.await()).isEqualTo("a");
        assertThat(selection.tryNow()).contains("idle");
    }

    @Test
    void soonestOfSeveralTimeoutsHappensAndOfEqualOnesTheFirst() throws Exception {
        run(scope -> {
            var chosen = Select.<String>of()
                    .onTimeout(HOUR, () -> "hour")
                    .onTimeout(SECOND, () -> "second")
                    .onTimeout(SECOND, () -> "another second")
                    .await();

            assertThat(chosen).isEqualTo("second");
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }

    @Test
    void timeoutsOfOneDeadlineHappenInTheOrderOfTheSelections() throws Exception {
        run(scope -> {
            for (int i = 0; i < 5; i++) {
                var number = i;
                scope.fork(() -> Select.<String>of()
                        .onTimeout(SECOND, () -> {
                            note("" + number);
                            return null;
                        })
                        .await());
            }
            return null;
        });

        assertThat(events()).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void negativeTimeoutIsRefused() {
        assertThatThrownBy(() -> Select.<String>of().onTimeout(Duration.ofMillis(-1), () -> "idle"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("after < 0: PT-0.001S");
    }

    // ---- closed channels

    @Test
    void receivingFromAClosedChannelThrows() {
        first.close(failure);

        assertThatThrownBy(receiveFromEither()::await)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'first' is closed")
                .hasCause(failure);
    }

    @Test
    void closedChannelDeliversWhatIsInsideFirst() throws Exception {
        first.send("a");
        first.close();

        assertThat(receiveFromEither().await()).isEqualTo("first a");
    }

    @Test
    void caseMaySayWhatHappensOnceTheChannelIsClosedAndEmpty() throws Exception {
        var selection = Select.<String>of()
                .onReceive(first, element -> element, closed -> closed.getMessage() + ": " + closed.getCause());
        first.send("a");
        first.close(failure);

        assertThat(selection.await()).isEqualTo("a");
        assertThat(selection.await()).isEqualTo("channel 'first' is closed: " + failure);
    }

    @Test
    void sendingToAClosedChannelThrows() {
        first.close();

        assertThatThrownBy(Select.<String>of().onSend(first, "a", () -> "sent")::await)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'first' is closed");
    }

    @Test
    void closeWakesASelectionThatWaits() throws Exception {
        run(scope -> {
            var waiting = scope.fork(() -> Select.<String>of()
                    .onReceive(first, element -> element, closed -> "closed")
                    .onReceive(second, element -> element)
                    .await());
            Catenary.yieldNow();

            first.close();

            assertThat(waiting.join()).isEqualTo("closed");
            assertThat(second.stats().waitingReceivers()).isZero();
            return null;
        });
    }

    @Test
    void endsOfChannelsCanBeSelectedAndClosedOnesAreRefused() throws Exception {
        var sender = first.newSender();
        var receiver = first.newReceiver();
        first.newReceiver();
        var sending = Select.<String>of().onSend(sender, "a", () -> "sent");
        var receiving = Select.<String>of().onReceive(receiver, element -> element);

        assertThat(sending.await()).isEqualTo("sent");
        assertThat(receiving.await()).isEqualTo("a");
        receiver.close();

        assertThatThrownBy(receiving::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this end of channel 'first' is closed");
    }

    // ---- what belongs to a case

    @Test
    void whatTheCaseThrowsIsThrownAsJoinWould() throws Exception {
        assertThatThrownBy(throwing(new IllegalArgumentException("unchecked"))::await)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unchecked");
        assertThatThrownBy(throwing(failure)::await)
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
        assertThatThrownBy(throwing(new InterruptedException("as it is"))::await)
                .isInstanceOf(InterruptedException.class)
                .hasMessage("as it is");
        assertThatThrownBy(throwing(failure)::tryNow).hasCause(failure);
    }

    private Select<String> throwing(Exception thrown) throws InterruptedException {
        first.send("a");
        return Select.<String>of().onReceive(first, element -> {
            throw thrown;
        });
    }

    @Test
    void errorOfACaseIsThrownAsItIs() throws Exception {
        first.send("a");
        var error = new AssertionError("error");

        assertThatThrownBy(Select.<String>of().onReceive(first, element -> {
                    throw error;
                })::await)
                .isSameAs(error);
    }

    @Test
    void caseMayWaitInTheSelectingTask() throws Exception {
        run(scope -> {
            var waiting = scope.fork(() -> Select.<String>of()
                    .onReceive(first, element -> element + second.receive())
                    .await());
            Catenary.yieldNow();
            first.send("a");
            Catenary.yieldNow();
            second.send("b");

            assertThat(waiting.join()).isEqualTo("ab");
            return null;
        });
    }

    // ---- arguments

    @Test
    void nullIsRefusedAtTheCall() {
        var select = Select.<String>of();
        Callable<String> then = () -> "then";

        assertNull("receiver", () -> select.onReceive(null, element -> ""));
        assertNull("then", () -> select.onReceive(first, null));
        assertNull("whenClosed", () -> select.onReceive(first, element -> "", null));
        assertNull("sender", () -> select.onSend(null, "a", then));
        assertNull("element", () -> select.onSend(first, null, then));
        assertNull("then", () -> select.onSend(first, "a", null));
        assertNull("workQueue", () -> select.onGet(null, item -> ""));
        assertNull("task", () -> select.onEnd(null, outcome -> ""));
        assertNull("mutex", () -> select.onAcquire((Mutex) null, held -> ""));
        assertNull("semaphore", () -> select.onAcquire((Semaphore) null, held -> ""));
        assertNull("event", () -> select.onSet(null, then));
        assertNull("after", () -> select.onTimeout(null, then));
        assertEmptyRefused(select::tryNow);
    }

    private static void assertNull(String what, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(what);
    }

    @Test
    void whatAnotherLibraryMadeIsRefused() {
        var foreign = (Event) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> null);

        assertThatThrownBy(() -> Select.<String>of().onSet(foreign, () -> "set"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not an Event of this engine but ");
    }
}
