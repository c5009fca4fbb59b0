package dev.catenary.benchmarks;

import dev.catenary.Catenary;
import dev.catenary.Mutex;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A mutex that four tasks of one loop want all the time: one hand-off. The first holder yields once, so that all queue. */
public class Contended extends OnALoop {
    static final int TASKS = 4;
    static final int TIMES = 10_000;

    @Benchmark
    @OperationsPerInvocation(TASKS * TIMES)
    public void catenary() throws Exception {
        var mutex = Mutex.create("mutex");
        onLoop(scope -> {
            for (int t = 0; t < TASKS; t++) scope.fork(() -> contend(mutex));
            return null;
        });
    }

    private static void contend(Mutex mutex) throws InterruptedException {
        for (int i = 0; i < TIMES; i++) {
            mutex.acquire();
            if (i == 0) Catenary.yieldNow();
            mutex.release();
        }
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * TIMES)
    public void catenaryCoroutines() throws Exception {
        onLoop(scope -> {
            ContendedCoroutines.onLoop(scope, TASKS, TIMES);
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * TIMES)
    public void kotlinx() {
        ContendedCoroutines.raw(TASKS, TIMES);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * TIMES)
    public void virtualThreads() throws Exception {
        var lock = new ReentrantLock(true);
        VirtualThreads.Body body = () -> {
            for (int i = 0; i < TIMES; i++) {
                lock.lock();
                if (i == 0) Thread.yield();
                lock.unlock();
            }
        };
        VirtualThreads.together(body, body, body, body);
    }
}
