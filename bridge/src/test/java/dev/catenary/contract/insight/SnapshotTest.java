package dev.catenary.contract.insight;

import static dev.catenary.contract.features.Feature.PS;
import static dev.catenary.contract.features.Feature.TASK_TREE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Barrier;
import dev.catenary.Cache;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Event;
import dev.catenary.EventLoop;
import dev.catenary.Latch;
import dev.catenary.Limiter;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.RateLimiter;
import dev.catenary.ReadWriteMutex;
import dev.catenary.Scope;
import dev.catenary.Select;
import dev.catenary.Semaphore;
import dev.catenary.Tasks;
import dev.catenary.WorkQueue;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Proves;
import dev.catenary.insight.Insight;
import dev.catenary.insight.Stacks;
import dev.catenary.insight.TaskInfo;
import dev.catenary.insight.TaskState;
import dev.catenary.insight.WaitInfo;
import dev.catenary.testing.TestLoop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a snapshot tells of tasks, of their waits, and of their scopes. */
class SnapshotTest extends OnEveryCarrier {
    private static TaskInfo task(String name) {
        return Insight.snapshot(EventLoop.current().orElseThrow()).tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Lets every task of the loop go as far as it can. */
    private static void settle() throws InterruptedException {
        Catenary.sleep(Duration.ofNanos(1));
    }

    private static String waitOf(Scope scope, Callable<?> code) throws InterruptedException {
        var task = scope.fork("waits", () -> {
            code.call();
            return null;
        });
        settle();
        var wait = task("waits").waiting();
        task.cancel();
        settle();
        return wait == null ? "no wait" : wait.operation() + ": " + wait.target();
    }

    @Test
    @Proves(PS)
    void everyWaitHasItsReason() throws Exception {
        var reasons = new LinkedHashMap<String, String>();

        run(scope -> {
            for (var wait : waits(scope).entrySet()) reasons.put(wait.getKey(), waitOf(scope, wait.getValue()));
            return null;
        });

        assertThat(reasons).allSatisfy((expected, found) -> assertThat(found).isEqualTo(expected));
    }

    private static Map<String, Callable<?>> waits(Scope scope) throws InterruptedException {
        var held = Mutex.create("db");
        held.acquire();
        var waits = new LinkedHashMap<String, Callable<?>>();
        waits.put("Mutex.acquire: mutex 'db'", held::acquire);
        waits.put(
                "Semaphore.acquire: semaphore 'permits'",
                () -> Semaphore.of("permits", 0).acquire());
        waits.put(
                "Channel.receive: channel 'lines'",
                () -> Channel.rendezvous("lines").receive());
        waits.put("Channel.send: channel 'lines'", () -> {
            Channel.<String>rendezvous("lines").send("x");
            return null;
        });
        waits.put(
                "WorkQueue.get: work queue 'jobs'",
                () -> WorkQueue.bounded("jobs", 1).get());
        waits.put("Event.await: event 'started'", () -> {
            Event.create("started").await();
            return null;
        });
        waits.put("Latch.await: latch 'all'", () -> {
            Latch.of("all", 1).await();
            return null;
        });
        waits.put("Barrier.await: barrier 'both'", () -> Barrier.of("both", 2).await());
        waits.put("Condition.await: condition 'full'", () -> {
            var mutex = Mutex.create("m");
            try (var own = mutex.acquire()) {
                mutex.newCondition("full").await();
            }
            return null;
        });
        var borrowed = Limiter.of("threads", 1);
        borrowed.acquire();
        waits.put("Limiter.acquire: limiter 'threads'", borrowed::acquire);
        var written = ReadWriteMutex.create("table");
        written.acquireWrite();
        waits.put("ReadWriteMutex.acquire: read-write mutex 'table'", written::acquireRead);
        var spent = RateLimiter.perSecond(1).named("calls");
        spent.acquire();
        waits.put("RateLimiter.acquire: rate limiter 'calls'", () -> {
            spent.acquire();
            return null;
        });
        waits.put("Task.join: task 'promised'", () -> Promise.create("promised").join());
        var sleeper = scope.background().fork("sleeper", () -> Catenary.sleep(HOUR.multipliedBy(100)));
        waits.put("Task.join: task 'sleeper'", sleeper::join);
        waits.put("Tasks.gather: task 'gather'", () -> Tasks.gather(List.of(sleeper)));
        waits.put("Catenary.sleep: ", () -> {
            Catenary.sleep(HOUR);
            return null;
        });
        waits.put("Catenary.await: a stage of another library", () -> Catenary.await(new CompletableFuture<>()));
        waits.put(
                "Select.await: channel 'one' or event 'two'",
                () -> Select.<String>of()
                        .onReceive(Channel.<String>rendezvous("one"), value -> value)
                        .onSet(Event.create("two"), () -> "")
                        .await());
        waits.put(
                "Cache.get: the load of 'key'",
                () -> Cache.<String, String>expireAfterWrite(HOUR).build().get("key", key -> forever()));
        waits.put(
                "the end of its scope: scope 'inner'",
                () -> Catenary.scope("inner", inner -> {
                    inner.fork(() -> forever());
                    return null;
                }));
        return waits;
    }

    @Test
    @Proves(PS)
    void waitTellsWhoHoldsWhatItIsForAndForHowLong() throws Exception {
        run(scope -> {
            var mutex = Mutex.create("db");
            var holder = scope.fork("load", () -> {
                try (var held = mutex.acquire()) {
                    Catenary.sleep(HOUR);
                }
            });
            scope.fork("save", () -> mutex.acquire().close());
            Catenary.sleep(Duration.ofMillis(2_300));

            WaitInfo wait = task("save").waiting();

            assertThat(wait)
                    .hasToString("Mutex.acquire: mutex 'db', held by task 'load' #" + holder.id() + ", for 2.3 s");
            return null;
        });
    }

    @Test
    @Proves(TASK_TREE)
    void treeShowsTasksByScopeWithTheLinesOfUsers() throws Exception {
        run(scope -> {
            scope.fork(
                    "outer",
                    () -> Catenary.scope("inner", inner -> {
                        inner.fork("first", () -> Catenary.sleep(HOUR));
                        inner.fork("second", () -> Catenary.sleep(HOUR));
                        return null;
                    }));
            Catenary.sleep(Duration.ofSeconds(5));

            var tree = Insight.snapshot(EventLoop.current().orElseThrow()).tree();

            var text = tree.replaceAll("#\\d+", "#n")
                    .replaceAll(":\\d+\\)", ":line)")
                    .replaceAll("lambda\\$\\w+\\$\\d+", "λ");
            assertThat(text.lines().skip(1))
                    .containsExactly(
                            "└─ task 'main' #n: running, at dev.catenary.contract.insight.SnapshotTest.λ(SnapshotTest.java:line)"
                                    + startedAt(tree),
                            "   └─ task 'outer' #n: waits in the end of its scope: scope 'inner', for 5.0 s, at"
                                    + " dev.catenary.contract.insight.SnapshotTest.λ(SnapshotTest.java:line)",
                            "      ├─ task 'first' #n: waits in Catenary.sleep, for 5.0 s, at"
                                    + " dev.catenary.contract.insight.SnapshotTest.λ(SnapshotTest.java:line)",
                            "      └─ task 'second' #n: waits in Catenary.sleep, for 5.0 s, at"
                                    + " dev.catenary.contract.insight.SnapshotTest.λ(SnapshotTest.java:line)");
            return null;
        });
    }

    /** The main task of the suite is started below the suite's own class. */
    private static String startedAt(String tree) {
        var main = tree.lines().skip(1).findFirst().orElseThrow();
        return main.substring(main.indexOf(", started at")).replaceAll(":\\d+\\)", ":line)");
    }

    @Test
    void statesAreTold() throws Exception {
        run(scope -> {
            scope.fork("fresh", () -> null);
            assertThat(task("fresh").state()).isEqualTo(TaskState.NEW);
            assertThat(task("main").state()).isEqualTo(TaskState.RUNNING);

            scope.join();
            var event = Event.create();
            scope.fork("woken", () -> event.await());
            settle();
            assertThat(task("woken").state()).isEqualTo(TaskState.WAITING);

            scope.fork(
                            "cancelled",
                            () -> Tasks.shielded(HOUR, () -> {
                                event.await();
                                return null;
                            }))
                    .cancel();
            assertThat(task("cancelled").cancelled()).isTrue();
            event.set();
            return null;
        });
    }

    @Test
    void bodyInACallOfTheJdkIsBlocked() throws Exception {
        try (var loop = open()) {
            var entered = new CountDownLatch(1);
            var gate = new CountDownLatch(1);
            loop.start("blocked", scope -> {
                entered.countDown();
                gate.await();
                return null;
            });
            entered.await();

            // the thread needs a moment more to park
            TaskInfo seen;
            do seen = Insight.snapshot(loop).tasks().get(0);
            while (seen.state() == TaskState.RUNNING || seen.state() == TaskState.READY);

            assertThat(seen.state()).isEqualTo(TaskState.BLOCKED);
            assertThat(seen.waiting()).isNull();
            assertThat(seen.stack()).first().asString().contains("SnapshotTest");
            gate.countDown();
        }
    }

    @Test
    void stacksAreAsWanted() throws Exception {
        run(scope -> {
            scope.fork("sleeper", () -> Catenary.sleep(HOUR));
            settle();
            var loop = scope.loop();

            assertThat(Insight.snapshot(loop, Stacks.NONE).tasks())
                    .allMatch(task -> task.stack().isEmpty());
            assertThat(Insight.snapshot(loop, Stacks.USER).tasks().get(1).stack())
                    .isNotEmpty()
                    .allMatch(frame -> frame.getClassName().contains("SnapshotTest"));
            assertThat(Insight.snapshot(loop, Stacks.ALL).tasks().get(1).stack())
                    .anyMatch(frame -> frame.getClassName().startsWith("dev.catenary.bridge."))
                    .anyMatch(frame -> frame.getClassName().contains("SnapshotTest"));
            return null;
        });
    }

    @Test
    void turnsAreCounted() throws Exception {
        run(scope -> {
            scope.fork("thrice", () -> {
                Catenary.sleep(SECOND);
                Catenary.yieldNow();
                Catenary.sleep(HOUR);
            });
            Catenary.sleep(SECOND.multipliedBy(2));

            assertThat(task("thrice").turns()).isEqualTo(3);
            return null;
        });
    }

    @Test
    void debugModeKnowsWhereTasksWereStarted() throws Exception {
        TestLoop.run(options().debug(true), scope -> {
            scope.fork("child", () -> Catenary.sleep(HOUR));
            settle();

            assertThat(task("child").createdAt()).asString().contains("SnapshotTest");
            return null;
        });
    }

    @Test
    void ageIsOfTheLoopsClock() throws Exception {
        run(scope -> {
            scope.fork("old", () -> Catenary.sleep(HOUR.multipliedBy(2)));
            Catenary.sleep(HOUR);

            assertThat(task("old").age()).isEqualTo(HOUR);
            return null;
        });
    }

    @Test
    void allLoopsAreInIt() throws Exception {
        try (var one = open("one");
                var two = open("two")) {
            one.run(scope -> null);
            two.run(scope -> null);

            var loops = Insight.snapshot().loops();

            assertThat(loops)
                    .extracting(loop -> loop.name())
                    .contains("one", "two")
                    .isSorted();
            assertThat(loops).allMatch(loop -> loop.name().equals("shared") || loop.turns() > 0);
        }
        assertThat(Insight.snapshot().loops()).extracting(loop -> loop.name()).doesNotContain("one", "two");
    }

    @Test
    void scopesNestedDeeperThanAStackAreTold() throws Exception {
        run(scope -> {
            var deepest = Promise.create("deepest");
            scope.fork(() -> nest(1_000, deepest));
            settle();

            assertThat(Insight.snapshot(scope.loop()).tasks()).hasSizeGreaterThan(1_000);
            deepest.complete(null);
            return null;
        });
    }

    private static Object nest(int levels, Promise<?> deepest) throws Exception {
        if (levels == 0) return deepest.join();
        return Catenary.<Object, Exception>scope(
                scope -> scope.fork(() -> nest(levels - 1, deepest)).join());
    }

    @Test
    @Proves(PS)
    void coroutineTellsWhatItWaitsForAndWhere() throws Exception {
        run(scope -> {
            var channel = Channel.<String>rendezvous("lines");
            Suspended.receiveIn(scope, "kotlin", channel);
            settle();

            var seen = task("kotlin");

            assertThat(seen.state()).isEqualTo(TaskState.WAITING);
            assertThat(seen.waiting().target()).isEqualTo("channel 'lines'");
            assertThat(seen.stack()).anyMatch(frame -> frame.getFileName().equals("Suspended.kt"));
            channel.send("x");
            return null;
        });
    }
}
