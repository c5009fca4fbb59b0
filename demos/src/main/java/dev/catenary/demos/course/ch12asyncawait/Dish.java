package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.WaitQueue;
import org.jspecify.annotations.Nullable;

/** Something to wait for that is served once, to all who wait and to all who come later. For the tasks of one loop. */
final class Dish {
    private final WaitQueue<String> guests = WaitQueue.create("guests");
    private @Nullable String served;

    /** Waits until it is served. A wait that is cancelled leaves the queue. */
    String await() throws InterruptedException {
        var here = served;
        return here == null ? guests.await() : here;
    }

    int serve(String food) {
        served = food;
        return guests.signalAll(food);
    }

    int waiting() {
        return guests.waiting();
    }
}
