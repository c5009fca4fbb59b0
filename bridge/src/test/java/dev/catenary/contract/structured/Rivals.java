package dev.catenary.contract.structured;

import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two threads that are let go at the same instant, each a moment of its own later. The moments follow from the seed, which
 * every failure is to name; {@code -Drace.seed=…} tries the same ones again.
 */
final class Rivals implements AutoCloseable {
    private final long seed = Long.getLong("race.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    // of the present round
    private int round;
    private int moment;
    private AtomicInteger missing = new AtomicInteger();

    /** Lets the other thread do something, at the instant at which some thread calls {@link #go}. */
    <T> CompletableFuture<T> challenge(Callable<T> code) {
        round++;
        moment = random.nextInt(300);
        var both = new AtomicInteger(2);
        missing = both;
        var its = random.nextInt(300);
        var done = new CompletableFuture<T>();
        other.execute(() -> {
            lineUp(both);
            Races.spin(its);
            try {
                done.complete(code.call());
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    /** Returns a moment after the other thread has been let go. */
    void go() {
        lineUp(missing);
        Races.spin(moment);
    }

    private static void lineUp(AtomicInteger missing) {
        missing.decrementAndGet();
        while (missing.get() > 0) Thread.onSpinWait();
    }

    @Override
    public void close() {
        other.shutdown();
    }

    @Override
    public String toString() {
        return "races of seed " + seed + ", round " + round;
    }
}
