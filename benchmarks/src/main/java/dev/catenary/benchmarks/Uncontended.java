package dev.catenary.benchmarks;

import dev.catenary.Mutex;
import dev.catenary.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A mutex, and a semaphore, acquired and released by the only one who wants it. */
public class Uncontended extends OnALoop {
    static final int TIMES = 50_000;

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void catenaryMutex() throws Exception {
        var mutex = Mutex.create("mutex");
        onLoop(scope -> {
            for (int i = 0; i < TIMES; i++) {
                mutex.acquire();
                mutex.release();
            }
            return null;
        });
    }

    /** In the form with `try`. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int catenaryMutexHeld() throws Exception {
        var mutex = Mutex.create("mutex");
        return loop.run(scope -> {
            int times = 0;
            for (int i = 0; i < TIMES; i++) {
                try (var held = mutex.acquire()) {
                    if (held != null) times++;
                }
            }
            return times;
        });
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void kotlinxMutex() {
        UncontendedCoroutines.mutex(TIMES);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkMutex() {
        var lock = new ReentrantLock(true);
        for (int i = 0; i < TIMES; i++) {
            lock.lock();
            lock.unlock();
        }
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void catenarySemaphore() throws Exception {
        var semaphore = Semaphore.of(1);
        onLoop(scope -> {
            for (int i = 0; i < TIMES; i++) {
                semaphore.acquire();
                semaphore.release();
            }
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void kotlinxSemaphore() {
        UncontendedCoroutines.semaphore(TIMES);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void jdkSemaphore() throws Exception {
        var semaphore = new java.util.concurrent.Semaphore(1, true);
        for (int i = 0; i < TIMES; i++) {
            semaphore.acquire();
            semaphore.release();
        }
    }
}
