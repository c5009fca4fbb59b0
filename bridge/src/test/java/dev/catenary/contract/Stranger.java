package dev.catenary.contract;

import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** The kinds of thread that call in from outside of a loop. */
public enum Stranger {
    PLATFORM_THREAD {
        @Override
        Thread start(Runnable code) {
            var thread = new Thread(code, "stranger");
            thread.start();
            return thread;
        }
    },

    VIRTUAL_THREAD {
        @Override
        Thread start(Runnable code) {
            try { // JDK 21
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, code);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    },

    POOL_THREAD {
        @Override
        Thread start(Runnable code) {
            var pool = Executors.newFixedThreadPool(1);
            try {
                var thread = pool.submit(Thread::currentThread);
                pool.execute(code);
                return thread.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            } finally {
                pool.shutdown();
            }
        }
    },

    TASK_OF_ANOTHER_LOOP {
        @Override
        Thread start(Runnable code) {
            var loop = EventLoop.open(LoopOptions.named("another"));
            var task = loop.<Void>start(scope -> {
                code.run();
                return null;
            });
            return PLATFORM_THREAD.start(() -> {
                try (loop) {
                    task.join();
                } catch (InterruptedException e) {
                    task.cancel();
                }
            });
        }
    };

    private static final Set<Thread.State> WAITING = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    public static Stream<Stranger> offered() {
        return Arrays.stream(values())
                .filter(kind -> kind != VIRTUAL_THREAD || Runtime.version().feature() >= 21);
    }

    /** Runs the code on a thread of this kind; interrupting the thread that is returned interrupts the code. */
    abstract Thread start(Runnable code);

    /** A call under way on a stranger's thread; it has begun when this method returns. */
    public <T> Call<T> call(Callable<T> code) {
        var begun = new CountDownLatch(1);
        var result = new FutureTask<>(() -> {
            begun.countDown();
            return code.call();
        });
        var thread = start(result);
        while (begun.getCount() > 0) Thread.yield();
        return new Call<>(thread, result);
    }

    public record Call<T>(Thread thread, FutureTask<T> result) {
        /** Gives the value, or throws what the code threw, as it is. */
        public T end() throws Throwable {
            try {
                return result.get();
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        }

        /** Returns when the thread waits, or when the call has ended without. */
        public Call<T> whenWaiting() {
            while (!result.isDone() && !WAITING.contains(thread.getState())) Thread.yield();
            return this;
        }

        public Call<T> interrupt() {
            thread.interrupt();
            return this;
        }
    }
}
