package dev.catenary;

import dev.catenary.spi.Engines;

/** Loops that are shared. */
public final class EventLoops {
    private EventLoops() {}

    /**
     * The loop for those who have none: opened when it is first asked for, on a daemon thread. Nobody closes it: its
     * {@link EventLoop#close() close} throws {@link IllegalStateException}.
     */
    public static EventLoop shared() {
        return Engines.found().shared();
    }

    /**
     * Opens {@code size} loops, named after the group and numbered, to use more cores than one.
     *
     * @throws IllegalArgumentException if {@code size < 1}
     */
    public static LoopGroup group(String name, int size) {
        return group(LoopOptions.named(name), size);
    }

    /** As {@link #group(String, int)}, to these options. */
    public static LoopGroup group(LoopOptions options, int size) {
        return new LoopGroup(options, Arguments.atLeast(1, size, "size"));
    }
}
