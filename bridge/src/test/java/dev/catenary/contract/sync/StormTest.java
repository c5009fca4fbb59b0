package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Held;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads and tasks of two loops wait, in both spellings, and cancel at random; {@code -Dstorm.seed} does it again. */
@Proves({Feature.SEMAPHORE, Feature.SHARED_PRIMITIVES})
class StormTest extends OnEveryCarrier {
    private static final int PERMITS = 3;

    private final long seed = Long.getLong("storm.seed", System.nanoTime());
    private final Semaphore semaphore = Semaphore.bounded(PERMITS);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void permitsAreConstantAndNobodyIsLeftWaiting() throws Throwable {
        rage(2_000);
    }

    @Test
    @Tag("slow")
    void permitsAreConstantForLong() throws Throwable {
        rage(200_000);
    }

    private void rage(int operations) throws Throwable {
        try (var one = open("one");
                var other = open("other")) {
            var tasks = new ArrayList<Task<Void>>();
            var threads = new ArrayList<Stranger.Call<Void>>();
            for (int i = 0; i < 2; i++) {
                var first = party(seed + 3 * i, operations);
                var second = party(seed + 3 * i + 1, operations);
                tasks.add(one.start(scope -> first.call()));
                tasks.add(other.start(scope -> second.call()));
                threads.add(Stranger.PLATFORM_THREAD.call(party(seed + 3 * i + 2, operations)));
            }
            for (var task : tasks) task.join();
            for (var thread : threads) thread.end();
        }

        assertThat(most.get()).as("inside at a time, seed %s", seed).isBetween(1, PERMITS);
        assertThat(semaphore.stats()).as("seed %s", seed).isEqualTo(new Semaphore.Stats(PERMITS, 0));
    }

    private Callable<Void> party(long seed, int operations) {
        return () -> {
            var random = new Random(seed);
            var pending = new ArrayDeque<Task<Held>>();
            for (int i = 0; i < operations; i++) {
                var permits = 1 + random.nextInt(PERMITS);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        settle(pending);
                        use(semaphore.acquire(permits), permits);
                    }
                    case 1, 2 -> semaphore.tryAcquire(permits).ifPresent(held -> use(held, permits));
                    default -> pending.add(semaphore.acquireAsync(permits));
                }
                if (pending.size() > random.nextInt(8)) settle(pending);
            }
            settle(pending);
            return null;
        };
    }

    /** Takes back what has not been granted. Nobody may wait here for what stands behind permits of its own. */
    private static void settle(ArrayDeque<Task<Held>> pending) throws InterruptedException {
        while (!pending.isEmpty()) {
            var next = pending.poll();
            if (!next.cancel()) next.join().close();
        }
    }

    private void use(Held held, int permits) {
        most.accumulateAndGet(inside.addAndGet(permits), Math::max);
        inside.addAndGet(-permits);
        held.close();
    }
}
