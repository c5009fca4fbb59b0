package dev.catenary.client;

import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import dev.catenary.insight.Deadlock;
import dev.catenary.insight.Insight;
import dev.catenary.insight.InsightMXBean;
import dev.catenary.insight.Instrument;
import dev.catenary.insight.Lag;
import dev.catenary.insight.LoopInfo;
import dev.catenary.insight.Party;
import dev.catenary.insight.ScopeInfo;
import dev.catenary.insight.Snapshot;
import dev.catenary.insight.Stacks;
import dev.catenary.insight.Stall;
import dev.catenary.insight.TaskInfo;
import dev.catenary.insight.TaskState;
import dev.catenary.insight.WaitInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Looks inside. */
final class Inside {
    private Inside() {}

    /** Counts how tasks end, and keeps what the watchdog tells. */
    static final class Counting implements Instrument {
        private final List<String> told = new ArrayList<>();
        private long failed;

        @Override
        public void ended(Party task, End how) {
            if (how == Instrument.End.FAILED) failed++;
        }

        @Override
        public void stalled(Stall stall) {
            told.add(stall.loop() + " " + stall.task() + " " + stall.kept() + " " + stall.line());
        }

        @Override
        public void deadlocked(Deadlock deadlock) {
            for (Deadlock.Link link : deadlock.circle())
                told.add(link.waiter() + " " + link.loop() + " " + link.waiting() + " " + link.stack());
        }

        long failed() {
            return failed;
        }
    }

    static EventLoop watched(Counting counting) {
        return EventLoop.open(LoopOptions.named("watched").instruments(counting).stallAfter(Duration.ofMillis(20)));
    }

    static List<String> longWaits(Snapshot snapshot, Duration limit) {
        var found = new ArrayList<String>();
        for (LoopInfo loop : snapshot.loops()) collect(loop.root(), limit, found);
        return found;
    }

    private static void collect(ScopeInfo scope, Duration limit, List<String> found) {
        for (TaskInfo task : scope.tasks()) {
            WaitInfo wait = task.waiting();
            if (task.state() == TaskState.WAITING
                    && wait != null
                    && wait.since().compareTo(limit) > 0) found.add(task.name() + ": " + wait);
            for (ScopeInfo inner : task.scopes()) collect(inner, limit, found);
        }
    }

    static Duration usualLag(EventLoop loop) {
        Lag lag = Insight.snapshot(loop, Stacks.NONE).lag();
        return lag.percentile(0.5);
    }

    static String overJmx(MBeanServer server) throws Exception {
        Insight.register(server);
        var name = new ObjectName("dev.catenary:type=Insight");
        return JMX.newMXBeanProxy(server, name, InsightMXBean.class).getTree();
    }
}
