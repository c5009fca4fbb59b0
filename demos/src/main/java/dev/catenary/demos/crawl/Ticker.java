package dev.catenary.demos.crawl;

import dev.catenary.EventLoop;
import dev.catenary.Handle;
import java.time.Duration;

/** Runs a callback on a loop again and again, until closed. */
final class Ticker implements AutoCloseable {
    private final EventLoop loop;
    private final Duration gap;
    private final Runnable callback;
    private Handle next;

    private Ticker(EventLoop loop, Duration gap, Runnable callback) {
        this.loop = loop;
        this.gap = gap;
        this.callback = callback;
        this.next = loop.schedule(gap, this::tick);
    }

    /** The first time is after one {@code gap}. To be closed by code of the same loop. */
    static Ticker every(Duration gap, EventLoop loop, Runnable callback) {
        return new Ticker(loop, gap, callback);
    }

    private void tick() {
        next = loop.schedule(gap, this::tick);
        callback.run();
    }

    @Override
    public void close() {
        next.cancel();
    }
}
