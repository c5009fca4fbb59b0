package dev.catenary.contract.structured;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Task;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What everybody in a storm can reach: the loops, and some tasks, scopes and stages, each until another takes its place. */
final class Crowd {
    /** That a task waits for; its failure is known before. */
    record Stage(Promise<Object> promise, Ledger.Failure failure) {
        void end(Random random) {
            if (random.nextInt(3) == 0) promise.fail(failure);
            else promise.complete("value");
        }
    }

    /** That anybody may cancel or fork into. */
    private record Home(Scope scope, Life life) {}

    final Ledger ledger;
    final List<EventLoop> loops;
    private final AtomicReferenceArray<Task<?>> tasks = new AtomicReferenceArray<>(32);
    private final AtomicReferenceArray<Task<?>> joinable = new AtomicReferenceArray<>(16);
    private final AtomicReferenceArray<Home> homes = new AtomicReferenceArray<>(32);
    private final AtomicReferenceArray<Stage> stages = new AtomicReferenceArray<>(16);

    Crowd(Ledger ledger, List<EventLoop> loops) {
        this.ledger = ledger;
        this.loops = loops;
    }

    EventLoop anyLoop(Random random) {
        return loops.get(random.nextInt(loops.size()));
    }

    /** To be cancelled by anybody. */
    void add(Task<?> task) {
        tasks.set((int) task.id() % tasks.length(), task);
    }

    /** To be joined by anybody who does not wait for ever. */
    void addJoinable(Task<?> task) {
        joinable.set((int) task.id() % joinable.length(), task);
    }

    void add(Scope scope, Life life, Random random) {
        homes.set(random.nextInt(homes.length()), new Home(scope, life));
    }

    void add(Stage stage, Random random) {
        stages.set(random.nextInt(stages.length()), stage);
    }

    Task<?> anyJoinable(Random random) {
        var task = joinable.get(random.nextInt(joinable.length()));
        return task == null ? Task.completed(null) : task;
    }

    /** Cancels or ends something, or forks where nobody asked for it. By any thread. */
    void disturb(Random random) {
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                var task = tasks.get(random.nextInt(tasks.length()));
                if (task != null) ledger.cancel(task);
            }
            case 2 -> {
                var home = homes.get(random.nextInt(homes.length()));
                if (home != null && home.scope.cancel("a storm") && !home.scope.isCancelled())
                    ledger.broken("the cancel of a scope was lost");
            }
            case 3 -> {
                var home = homes.get(random.nextInt(homes.length()));
                if (home != null) forkInto(home);
            }
            default -> {
                var stage = stages.get(random.nextInt(stages.length()));
                if (stage != null) stage.end(random);
            }
        }
    }

    private void forkInto(Home home) {
        try {
            home.scope.fork(home.life.of(() -> {
                Catenary.yieldNow();
                return "value";
            }));
        } catch (IllegalStateException refused) {
            // it was too late
        }
    }
}
