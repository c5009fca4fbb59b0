package dev.catenary.spi;

import dev.catenary.EventLoop;
import dev.catenary.insight.Deadlock;
import dev.catenary.insight.LoopInfo;
import dev.catenary.insight.Snapshot;
import dev.catenary.insight.Stacks;
import java.util.List;

/** What {@link dev.catenary.insight} stands on. */
public interface InsightEngine {
    Snapshot snapshot(Stacks stacks);

    LoopInfo snapshot(EventLoop loop, Stacks stacks);

    List<Deadlock> deadlocks();
}
