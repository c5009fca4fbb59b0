package dev.catenary.demos.schemes;

import dev.catenary.Catenary;
import dev.catenary.Condition;
import dev.catenary.Mutex;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Workers wait until there is data. One comes when it has long been there, and does not wait for a signal that is past. */
public final class ConditionWithPredicate implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var mutex = Mutex.create("data");
        var filled = mutex.newCondition("filled");
        var data = new ArrayList<Integer>();

        scope.fork("worker 1", () -> work("Worker 1", mutex, filled, data, out));
        scope.fork("worker 2", () -> work("Worker 2", mutex, filled, data, out));
        scope.fork("updater", () -> {
            Catenary.sleep(Duration.ofSeconds(1));
            try (var held = mutex.acquire()) {
                data.add(42);
                out.line("Notifying workers");
                filled.signalAll();
            }
        });
        scope.join();
        scope.fork("latecomer", () -> work("Latecomer", mutex, filled, data, out));
    }

    private static void work(String worker, Mutex mutex, Condition filled, List<Integer> data, Output out)
            throws InterruptedException {
        try (var held = mutex.acquire()) {
            out.line("%s waiting for data", worker);
            filled.await(() -> !data.isEmpty());
            out.line("%s processing data: %s", worker, data);
        }
    }
}
