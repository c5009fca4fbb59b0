package dev.catenary.contract.insight;

import static dev.catenary.contract.features.Feature.PS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Proves;
import dev.catenary.insight.Deadlock;
import dev.catenary.insight.Insight;
import dev.catenary.insight.Instrument;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tasks that wait for each other are found, and no others. */
class DeadlockTest extends OnEveryCarrier {
    private final Mutex one = Mutex.create("one");
    private final Mutex two = Mutex.create("two");
    private final Channel<String> channel = Channel.rendezvous("lines");

    private static void settle() throws InterruptedException {
        Catenary.sleep(Duration.ofNanos(1));
    }

    /** Takes the first, lets the others do as much, takes the second. */
    private static void takeBoth(Mutex first, Mutex second) throws InterruptedException {
        try (var held = first.acquire()) {
            Catenary.yieldNow();
            second.acquire().close();
        }
    }

    private static List<String> waiters(Deadlock deadlock) {
        return deadlock.circle().stream().map(link -> link.waiter().name()).toList();
    }

    private static List<String> targets(Deadlock deadlock) {
        return deadlock.circle().stream().map(link -> link.waiting().target()).toList();
    }

    @Test
    @Proves(PS)
    void twoMutexesTakenInOppositeOrder() throws Exception {
        run(scope -> {
            scope.fork("a", () -> takeBoth(one, two));
            scope.fork("b", () -> takeBoth(two, one));
            settle();

            var found = Insight.deadlocks();

            assertThat(found).singleElement().satisfies(deadlock -> {
                assertThat(waiters(deadlock)).containsExactly("task 'a'", "task 'b'");
                assertThat(targets(deadlock)).containsExactly("mutex 'two'", "mutex 'one'");
                assertThat(deadlock.certain()).isTrue();
            });
            scope.cancel();
            return null;
        });
        assertThat(Insight.deadlocks()).isEmpty();
    }

    @Test
    @Proves(PS)
    void twoMutexesAndAChannel() throws Exception {
        run(scope -> {
            scope.fork("receiver", () -> {
                try (var held = one.acquire()) {
                    channel.receive();
                    channel.receive();
                }
            });
            scope.fork("holder", () -> takeBoth(two, one));
            scope.fork("sender", () -> {
                channel.send("first");
                two.acquire().close();
                channel.send("second");
            });
            settle();

            var found = Insight.deadlocks();

            assertThat(found).singleElement().satisfies(deadlock -> {
                assertThat(waiters(deadlock)).containsExactly("task 'receiver'", "task 'sender'", "task 'holder'");
                assertThat(targets(deadlock)).containsExactly("channel 'lines'", "mutex 'two'", "mutex 'one'");
                assertThat(deadlock.certain()).isFalse();
                assertThat(deadlock.toString())
                        .startsWith("probable deadlock of 3 tasks:")
                        .contains("waits in Channel.receive: channel 'lines'", "DeadlockTest");
            });
            scope.cancel();
            return null;
        });
    }

    @Test
    void tasksThatJoinEachOther() throws Exception {
        run(scope -> {
            var other = new AtomicReference<Task<?>>();
            var a = scope.fork("a", () -> {
                settle();
                other.get().join();
            });
            other.set(scope.fork("b", () -> a.join()));
            Catenary.sleep(SECOND);

            assertThat(Insight.deadlocks())
                    .singleElement()
                    .satisfies(deadlock -> assertThat(waiters(deadlock)).containsExactly("task 'a'", "task 'b'"));
            scope.cancel();
            return null;
        });
    }

    @Test
    void scopeThatWaitsForAChildWhichWantsItsMutex() throws Exception {
        run(scope -> {
            scope.fork("outer", () -> {
                try (var held = one.acquire()) {
                    Catenary.scope(inner -> {
                        inner.fork("inner", () -> one.acquire().close());
                        return null;
                    });
                }
            });
            settle();

            assertThat(Insight.deadlocks())
                    .singleElement()
                    .satisfies(
                            deadlock -> assertThat(waiters(deadlock)).containsExactly("task 'outer'", "task 'inner'"));
            scope.cancel();
            return null;
        });
    }

    @Test
    void tasksOfTwoLoops() throws Exception {
        try (var here = open("here");
                var there = open("there")) {
            var a = crossing(here, "a", one, two);
            var b = crossing(there, "b", two, one);
            a.holds().join();
            b.holds().join();
            a.goOn().complete(null);
            b.goOn().complete(null);

            List<Deadlock> found;
            do found = Insight.deadlocks();
            while (found.isEmpty());

            assertThat(found)
                    .singleElement()
                    .satisfies(deadlock -> assertThat(deadlock.circle())
                            .extracting(Deadlock.Link::loop)
                            .containsExactlyInAnyOrder("here", "there"));
            a.task().cancel();
            b.task().cancel();
        }
    }

    private record Crossing(Task<?> task, Promise<Object> holds, Promise<Object> goOn) {}

    private static Crossing crossing(EventLoop loop, String name, Mutex first, Mutex second) {
        var holds = Promise.<Object>create();
        var goOn = Promise.<Object>create();
        var task = loop.start(name, scope -> {
            try (var held = first.acquire()) {
                holds.complete(name);
                goOn.join();
                second.acquire().close();
            }
            return null;
        });
        return new Crossing(task, holds, goOn);
    }

    @Test
    void waitWithATimeLimitIsNone() throws Exception {
        run(scope -> {
            scope.fork(() -> Timeouts.tryWithin(HOUR, () -> {
                takeBoth(one, two);
                return "";
            }));
            scope.fork(() -> takeBoth(two, one));
            settle();

            assertThat(Insight.deadlocks()).isEmpty();
            return null;
        });
    }

    @Test
    void channelThatSomebodyMayYetServeIsNone() throws Exception {
        run(scope -> {
            scope.fork("receiver", () -> {
                try (var held = one.acquire()) {
                    channel.receive();
                    channel.receive();
                    channel.receive();
                }
            });
            scope.fork("stuck", () -> {
                channel.send("first");
                one.acquire().close();
            });
            scope.fork("sleeper", () -> {
                channel.send("second");
                Catenary.sleep(HOUR);
                channel.send("third");
            });
            settle();

            assertThat(Insight.deadlocks()).isEmpty();
            return null;
        });
    }

    @Test
    void semaphoreWhosePermitsAreHeldByThoseWhoWait() throws Exception {
        run(scope -> {
            var permits = Semaphore.of("permits", 2);
            scope.fork("a", () -> takeTwo(permits));
            scope.fork("b", () -> takeTwo(permits));
            settle();

            assertThat(Insight.deadlocks()).singleElement().satisfies(deadlock -> {
                assertThat(waiters(deadlock)).containsExactly("task 'a'", "task 'b'");
                assertThat(deadlock.certain()).isFalse();
            });
            scope.cancel();
            return null;
        });
    }

    @Test
    void mutexThatAnybodyMayReleaseIsNone() throws Exception {
        run(scope -> {
            var unowned = Mutex.unowned();
            unowned.acquire();
            scope.fork("releases", () -> {
                Catenary.sleep(HOUR);
                unowned.release();
            });
            scope.fork("looks", () -> {
                Catenary.sleep(SECOND);
                assertThat(Insight.deadlocks()).isEmpty();
            });
            unowned.acquire().close();
            return null;
        });
    }

    @Test
    void waitOfACoroutineInATaskIsNotTheTasks() throws Exception {
        run(scope -> {
            Suspended.holdAndWaitInChild(scope, one, two);
            scope.fork("other", () -> takeBoth(two, one));
            settle();

            assertThat(Insight.deadlocks()).isEmpty();
            return null;
        });
    }

    private static void takeTwo(Semaphore permits) throws InterruptedException {
        try (var held = permits.acquire()) {
            Catenary.yieldNow();
            permits.acquire().close();
        }
    }

    @Test
    @Proves(PS)
    void instrumentIsToldOnceByTheWatchdog() throws Exception {
        var told = Promise.<Deadlock>create();
        var instrument = new Instrument() {
            @Override
            public void deadlocked(Deadlock deadlock) {
                assertThat(told.complete(deadlock)).isTrue();
            }
        };
        try (var loop = EventLoop.open(options().clock(LoopClock.system()).instruments(instrument))) {
            var main = loop.start(scope -> {
                scope.fork("a", () -> takeBoth(one, two));
                scope.fork("b", () -> takeBoth(two, one));
                return null;
            });

            assertThat(waiters(told.join())).containsExactly("task 'a'", "task 'b'");
            main.cancel();
        }
    }
}
