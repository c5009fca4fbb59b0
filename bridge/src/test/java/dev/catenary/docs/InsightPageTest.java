package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import dev.catenary.Mutex;
import dev.catenary.insight.Deadlock;
import dev.catenary.insight.Insight;
import dev.catenary.insight.Instrument;
import dev.catenary.insight.Lag;
import dev.catenary.insight.Party;
import dev.catenary.insight.Snapshot;
import dev.catenary.insight.Stacks;
import dev.catenary.insight.Stall;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/insight.md}. */
class InsightPageTest extends Page {
    InsightPageTest() {
        super("docs/insight.md");
    }

    @Test
    void snapshot() throws Exception {
        run(scope -> {
            // tag::program
            Mutex db = Mutex.create("db");
            scope.fork("load", () -> {
                try (var held = db.acquire()) {
                    Catenary.sleep(Duration.ofSeconds(10));
                }
            });
            scope.fork("save", () -> db.acquire().close());
            Catenary.sleep(Duration.ofMillis(2_300));
            // end::program
            // tag::snapshot
            Snapshot now = Insight.snapshot(); // of all loops; from any thread; stops nobody
            handle(now.tree()); // what belongs to whom
            handle(now.waits()); // who waits for whom
            handle(now.table()); // a line each
            handle(now.json()); // for programs
            // end::snapshot
            assertThat(seen.get(0).toString()).contains("held by task 'load'", "for 2.3 s");
            assertThat(seen.get(1).toString()).contains("mutex 'db'");
            assertThat(seen.get(2).toString()).contains("save", "waiting");
            assertThat(seen.get(3).toString()).startsWith("{\"taken\":");
            return null;
        });
    }

    @Test
    void deadlocks() throws Exception {
        run(scope -> {
            // tag::deadlock
            Mutex one = Mutex.create("one");
            Mutex two = Mutex.create("two");
            scope.fork("a", () -> takeBoth(one, two));
            scope.fork("b", () -> takeBoth(two, one));
            Catenary.sleep(Duration.ofSeconds(1));
            for (Deadlock deadlock : Insight.deadlocks()) handle(deadlock);
            // end::deadlock
            assertThat(seen).singleElement().asString().contains("task 'a'", "task 'b'");
            scope.cancel();
            return null;
        });
    }

    private static void takeBoth(Mutex first, Mutex second) throws InterruptedException {
        try (var held = first.acquire()) {
            Catenary.yieldNow();
            second.acquire().close();
        }
    }

    @Test
    void instrument() throws Exception {
        // tag::instrument
        LongAdder ended = new LongAdder();
        Instrument metrics = new Instrument() {
            @Override
            public void ended(Party task, End how) {
                if (how == End.FAILED) ended.increment();
            }

            @Override
            public void stalled(Stall stall) {
                handle(stall.task() + " has kept the turn for " + stall.kept() + " at " + stall.line());
            }
        };
        LoopOptions options = LoopOptions.named("orders").instruments(metrics).stallAfter(Duration.ofMillis(200));
        // end::instrument
        try (EventLoop loop = EventLoop.open(options)) {
            loop.start(scope -> {
                        throw new IllegalStateException("boom");
                    })
                    .toCompletableFuture()
                    .handle((value, failure) -> null)
                    .join();
        }
        assertThat(ended.sum()).isEqualTo(1);
    }

    @Test
    void jmx() throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        // tag::jmx
        Insight.register(ManagementFactory.getPlatformMBeanServer());
        // end::jmx
        var bean = new ObjectName("dev.catenary:type=Insight");
        assertThat(server.isRegistered(bean)).isTrue();
        server.unregisterMBean(bean);
    }

    @Test
    void lag() {
        try (var loop = EventLoop.open("orders")) {
            // tag::lag
            Lag lag = Insight.snapshot(loop, Stacks.NONE).lag();
            Duration usual = lag.percentile(0.5);
            Duration worst = lag.percentile(0.999);
            // end::lag
            assertThat(usual).isLessThanOrEqualTo(worst);
        }
    }
}
