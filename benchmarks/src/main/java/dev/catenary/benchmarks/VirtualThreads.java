package dev.catenary.benchmarks;

import java.util.ArrayList;

/** The JDK's virtual threads, as it schedules them. */
final class VirtualThreads {
    private VirtualThreads() {}

    /** Code that may throw. */
    interface Body {
        void run() throws Exception;
    }

    /** Runs all at once, and waits for them. */
    static void together(Body... bodies) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (var body : bodies) threads.add(Thread.startVirtualThread(() -> call(body)));
        for (var thread : threads) thread.join();
    }

    private static void call(Body body) {
        try {
            body.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
