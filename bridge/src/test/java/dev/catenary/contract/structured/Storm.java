package dev.catenary.contract.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;

/**
 * Some threads that all do the same at random. What each of them does follows from the seed, which every failure names;
 * {@code -Dstorm.seed=…} does it again.
 */
final class Storm {
    private static final int THREADS = 3;

    private final long seed = Long.getLong("storm.seed", System.nanoTime());

    @FunctionalInterface
    interface Act {
        void in(Random random) throws Exception;
    }

    Random random() {
        return new Random(seed);
    }

    /** Lets each thread act and returns when all have; fails if one has. */
    void rage(Act act) throws InterruptedException {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var start = new CyclicBarrier(THREADS);
        var all = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            var random = new Random(seed + i);
            all[i] = new Thread(
                    () -> {
                        try {
                            start.await();
                            act.in(random);
                        } catch (Throwable failure) {
                            failures.add(failure);
                        }
                    },
                    "storm-" + i);
            all[i].start();
        }
        for (var thread : all) thread.join();
        assertThat(failures).as(toString()).isEmpty();
    }

    @Override
    public String toString() {
        return "storm of seed " + seed;
    }
}
