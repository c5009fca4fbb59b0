package dev.catenary.benchmarks;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Task;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;

/** How much of the heap a task holds that sleeps: what has grown by when that many sleep. One kind a process. */
public final class Memory {
    private static final int TASKS = 200_000;
    private static final Duration LONG = Duration.ofHours(1);

    private Memory() {}

    /** What to keep until it has been measured. */
    interface Sleep {
        AutoCloseable begin(CountDownLatch asleep) throws Exception;
    }

    /** Prints the bytes of one task: {@code java … Memory catenary}. */
    public static void main(String[] kinds) throws Exception {
        var sleep = sleepOf(kinds[0]);
        // fills what is pooled, and has the code compiled: the frames of interpreted code are far larger
        for (int i = 0; i < 10; i++) measure(sleep, 20_000);
        System.out.println(measure(sleep, TASKS));
        System.exit(0);
    }

    private static long measure(Sleep sleep, int tasks) throws Exception {
        long before = used();
        var asleep = new CountDownLatch(tasks);
        try (var held = sleep.begin(asleep)) {
            asleep.await();
            Thread.sleep(200); // the last one tells before it sleeps
            long bytes = (used() - before) / tasks;
            if (held == null) throw new IllegalStateException("nothing was held");
            return bytes;
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Sleep sleepOf(String kind) {
        return switch (kind) {
            case "catenary" -> Memory::bodies;
            case "catenaryCoroutines" -> SleepersCoroutines::asleepOnLoop;
            case "kotlinx" -> SleepersCoroutines::asleep;
            case "virtualThreads" -> Memory::virtualThreads;
            default -> throw new IllegalArgumentException("no such kind: " + kind);
        };
    }

    private static AutoCloseable bodies(CountDownLatch asleep) {
        var loop = EventLoop.open("loop");
        Task<Object> all = loop.start(scope -> {
            for (long left = asleep.getCount(); left > 0; left--)
                scope.fork(() -> {
                    asleep.countDown();
                    Catenary.sleep(LONG);
                });
            return scope;
        });
        return () -> {
            all.cancel(true);
            loop.close();
        };
    }

    private static AutoCloseable virtualThreads(CountDownLatch asleep) {
        var threads = new ArrayList<Thread>();
        for (long left = asleep.getCount(); left > 0; left--)
            threads.add(Thread.startVirtualThread(() -> {
                asleep.countDown();
                try {
                    Thread.sleep(LONG);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        return () -> {
            for (var thread : threads) thread.interrupt();
            for (var thread : threads) thread.join();
        };
    }
}
