package dev.catenary.contract.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.TaskLocal;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.kotlin.Coroutines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Java bodies on threads of somebody's choice: children of a scope like any other. */
class PlacesTest extends OnEveryCarrier {
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "somebody's thread"));

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    @Test
    void bodyRunsOnTheExecutorAndMayBlockWhileItsSiblingsGoOn() throws Exception {
        run(scope -> {
            var released = new CountDownLatch(1);
            var blocking = Coroutines.fork(scope, executor, () -> {
                released.await();
                return Thread.currentThread().getName();
            });
            scope.fork(released::countDown);

            assertThat(blocking.join()).isEqualTo("somebody's thread");
            return null;
        });
    }

    @Test
    void bodyOnADispatcherRunsThereAndWaitsForATaskOfTheLoop() throws Exception {
        var channel = Channel.<String>rendezvous();
        run(scope -> {
            var receiving = Coroutines.fork(
                    scope,
                    Dispatchers.getIO(),
                    () -> channel.receive() + Thread.currentThread().getName());
            channel.send("on ");

            assertThat(receiving.join()).startsWith("on DefaultDispatcher-worker-");
            return null;
        });
    }

    @Test
    void bodyOnDispatchersDefaultMustNotWait() throws Exception {
        var channel = Channel.<String>rendezvous();
        assertThatThrownBy(() -> run(scope -> Coroutines.fork(scope, Dispatchers.getDefault(), channel::receive)))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .cause()
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Dispatchers.Default, which runs no other coroutine while it waits");
    }

    @Test
    void bodyIsATaskOfItsScopeAndInheritsItsLocals() throws Exception {
        var user = TaskLocal.<String>create("user");
        run(scope -> {
            user.set("ada");
            var task = Coroutines.fork(scope, executor, () -> {
                assertThat(Task.current()).isPresent();
                return user.get();
            });

            assertThat(scope.children()).hasSize(1);
            assertThat(task.join()).isEqualTo("ada");
            return null;
        });
    }

    @Test
    void failureOfTheBodyIsItsScopes() {
        var failure = new IOException("boom");

        assertThatThrownBy(() -> run(scope -> Coroutines.fork(scope, executor, () -> {
                    throw failure;
                })))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCause(failure);
    }

    @Test
    void cancelInterruptsTheBody() throws Exception {
        run(scope -> {
            var begun = Promise.<String>create();
            var task = Coroutines.fork(scope, executor, () -> {
                begun.complete("begun");
                try {
                    return OnEveryCarrier.<String>forever();
                } finally {
                    note("unwound");
                }
            });
            begun.join();

            task.cancel();
            scope.join();

            assertThat(task.isCancelled()).isTrue();
            assertThat(events()).containsExactly("unwound");
            return null;
        });
    }

    @Test
    void bodyThatTheExecutorHasNotBegunEndsAtOnceWhenItIsCancelled() throws Exception {
        var waiting = new ArrayList<Runnable>();
        run(scope -> {
            var task = Coroutines.fork(scope, (Executor) waiting::add, () -> {
                note("begun");
                return null;
            });
            Catenary.yieldNow();
            assertThat(waiting).hasSize(1);

            task.cancel();

            assertThat(task.isCancelled()).isTrue();
            return null;
        });
        waiting.forEach(Runnable::run);

        assertThat(events()).isEmpty();
    }

    @Test
    void bodyThatTheExecutorRefusesFails() {
        executor.shutdown();

        assertThatThrownBy(() -> run(scope -> Coroutines.fork(scope, executor, () -> "never")))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCauseExactlyInstanceOf(RejectedExecutionException.class);
    }
}
