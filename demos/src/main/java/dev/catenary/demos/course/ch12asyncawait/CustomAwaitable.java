package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** Things to wait for of one's own: one that only waits, and one that others end. */
public final class CustomAwaitable implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("Made of a wait");
        var watch = Stopwatch.start(scope.loop());
        var delayed = new Delayed<>("data", Duration.ofMillis(300));
        out.line("%s after %s", delayed.await(), watch);

        out.part("Made of a queue of waiters");
        var dish = new Dish();
        for (var guest : new String[] {"Ada", "Bob"})
            scope.fork(guest, () -> out.line("%s eats %s", guest, dish.await()));
        var impatient = scope.fork("Eve", () -> out.line("Eve eats %s", dish.await()));
        Catenary.yieldNow();
        out.line("%d wait", dish.waiting());
        impatient.cancel("too late for her");
        Catenary.yieldNow();
        out.line("%d wait", dish.waiting());
        out.line("served: %d", dish.serve("noodles"));
        out.line("who comes later does not wait: %s", dish.await());
    }

    /** A value that takes its time. What waits is a plain method: nothing else is needed. */
    private record Delayed<T>(T value, Duration delay) {
        T await() throws InterruptedException {
            Catenary.sleep(delay);
            return value;
        }
    }
}
