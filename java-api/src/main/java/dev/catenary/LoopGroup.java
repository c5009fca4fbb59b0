package dev.catenary;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Some loops side by side. Tasks of different loops run at the same time: what they share, they share through primitives. */
public final class LoopGroup implements AutoCloseable {
    private final List<EventLoop> loops;
    private final AtomicInteger turns = new AtomicInteger();

    LoopGroup(LoopOptions options, int size) {
        Objects.requireNonNull(options, "options");
        var opened = new ArrayList<EventLoop>(size);
        try {
            for (var number = 1; number <= size; number++)
                opened.add(EventLoop.open(options.name(options.name() + "-" + number)));
        } catch (RuntimeException | Error failure) {
            opened.forEach(EventLoop::close);
            throw failure;
        }
        loops = List.copyOf(opened);
    }

    /** One loop after the other, round and round. Any thread. */
    public EventLoop next() {
        return loops.get(Math.floorMod(turns.getAndIncrement(), loops.size()));
    }

    public List<EventLoop> loops() {
        return loops;
    }

    /** Closes all, as {@link EventLoop#close}, one after the other. */
    @Override
    public void close() {
        loops.forEach(EventLoop::close);
    }
}
