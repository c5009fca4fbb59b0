package dev.catenary.demos.crawl;

import dev.catenary.Promise;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done, and by whom: workers take items, working on them adds more, and when nothing is left and nobody
 * works any more all is done.
 *
 * <p>For tasks of one loop, which take turns: a plain queue and a counter are enough.
 */
final class Frontier<T> {
    private final Queue<T> items = new ArrayDeque<>();
    private final Queue<Promise<@Nullable Void>> idle = new ArrayDeque<>();
    private int inWork;

    void add(T item) {
        items.add(item);
        wakeOne();
    }

    /** Waits for an item; each one taken must be followed by {@link #done}. Empty when all is done. */
    Optional<T> take() throws InterruptedException {
        while (items.isEmpty() && inWork > 0) rest();
        if (items.isEmpty()) return Optional.empty();
        inWork++;
        return Optional.of(items.remove());
    }

    private void rest() throws InterruptedException {
        var woken = Promise.<@Nullable Void>create("work");
        idle.add(woken);
        woken.join();
    }

    /** What was taken has been worked on. */
    void done() {
        inWork--;
        if (inWork == 0 && items.isEmpty()) while (!idle.isEmpty()) wakeOne();
    }

    private void wakeOne() {
        var next = idle.poll();
        if (next != null) next.complete(null);
    }

    int inWork() {
        return inWork;
    }
}
