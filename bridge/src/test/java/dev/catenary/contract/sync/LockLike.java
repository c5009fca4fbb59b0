package dev.catenary.contract.sync;

import dev.catenary.Held;
import dev.catenary.Limiter;
import dev.catenary.Mutex;
import dev.catenary.ReadWriteMutex;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Everything that one at a time can have. */
enum LockLike {
    MUTEX("Mutex.acquire") {
        @Override
        Lock create() {
            return of(Mutex.create());
        }
    },

    UNOWNED_MUTEX("Mutex.acquire") {
        @Override
        Lock create() {
            return of(Mutex.unowned());
        }
    },

    SEMAPHORE("Semaphore.acquire") {
        @Override
        Lock create() {
            return of(Semaphore.of(1));
        }
    },

    BOUNDED_SEMAPHORE("Semaphore.acquire") {
        @Override
        Lock create() {
            return of(Semaphore.bounded(1));
        }
    },

    LIMITER("Limiter.acquire") {
        @Override
        Lock create() {
            var it = Limiter.of(1);
            return new Lock(
                    it::acquire,
                    it::acquireAsync,
                    it::tryAcquire,
                    () -> it.stats().waiting());
        }
    },

    WRITE("ReadWriteMutex.acquire") {
        @Override
        Lock create() {
            var it = ReadWriteMutex.create();
            return new Lock(
                    it::acquireWrite,
                    it::acquireWriteAsync,
                    it::tryAcquireWrite,
                    () -> it.stats().waiting());
        }
    },

    /** The first one reads, all others want to write. */
    READ_AGAINST_WRITE("ReadWriteMutex.acquire") {
        @Override
        Lock create() {
            var it = ReadWriteMutex.create();
            var first = new AtomicBoolean(true);
            return new Lock(
                    () -> first.getAndSet(false) ? it.acquireRead() : it.acquireWrite(),
                    () -> first.getAndSet(false) ? it.acquireReadAsync() : it.acquireWriteAsync(),
                    () -> first.getAndSet(false) ? it.tryAcquireRead() : it.tryAcquireWrite(),
                    () -> it.stats().waiting());
        }
    };

    /** As errors name it. */
    final String operation;

    LockLike(String operation) {
        this.operation = operation;
    }

    abstract Lock create();

    private static Lock of(Mutex it) {
        return new Lock(
                it::acquire, it::acquireAsync, it::tryAcquire, () -> it.stats().waiting());
    }

    private static Lock of(Semaphore it) {
        return new Lock(
                it::acquire, it::acquireAsync, it::tryAcquire, () -> it.stats().waiting());
    }

    interface Acquire {
        Held held() throws InterruptedException;
    }

    record Lock(Acquire now, Supplier<Task<Held>> later, Supplier<Optional<Held>> ifFree, IntSupplier waiters) {
        Held acquire() throws InterruptedException {
            return now.held();
        }

        Task<Held> acquireAsync() {
            return later.get();
        }

        Optional<Held> tryAcquire() {
            return ifFree.get();
        }

        int waiting() {
            return waiters.getAsInt();
        }

        /** To be asked by one who does not hold it. */
        boolean isFree() {
            var held = tryAcquire();
            held.ifPresent(Held::close);
            return held.isPresent();
        }
    }
}
