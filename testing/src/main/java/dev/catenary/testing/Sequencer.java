package dev.catenary.testing;

import dev.catenary.Promise;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Lets blocks of code of different tasks run in the order of their numbers, each waiting until the one before has ended:
 *
 * <pre>{@code
 * var order = new Sequencer();
 * scope.fork(() -> {
 *     try (var block = order.block(1)) { account.deposit(10); }
 *     try (var block = order.block(3)) { account.deposit(10); }
 * });
 * scope.fork(() -> {
 *     try (var block = order.block(2)) { account.withdraw(5); }
 * });
 * }</pre>
 *
 * <p>Numbers count from 1, without gaps. What waits inside of a block keeps the next one waiting. Any thread and any task may
 * take part. It scripts what {@link Checkpoints} only look at.
 */
public final class Sequencer {
    private final Map<Integer, Promise<@Nullable Void>> waiting = new TreeMap<>();
    private int next = 1;
    private boolean running;
    private @Nullable IllegalStateException broken;

    /** A block that runs; the next one runs when this is closed. */
    public final class Block implements AutoCloseable {
        private final int number;
        private boolean closed;

        private Block(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        @Override
        public void close() {
            Promise<@Nullable Void> following;
            synchronized (Sequencer.this) {
                if (closed) return;
                closed = true;
                following = waiting.remove(++next);
                running = following != null;
            }
            // outside of the lock, for it resumes a task
            if (following != null) following.complete(null);
        }
    }

    /**
     * Waits until all blocks of lower numbers have ended.
     *
     * @return the block, to be closed at its end
     * @throws IllegalStateException if the number has been used before, or if one who waited for its block was cancelled: the
     *     blocks after that one can never run
     */
    public Block block(int number) throws InterruptedException {
        var turn = begin(number);
        try {
            if (turn != null) turn.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            giveUp(number);
            throw e;
        }
        return new Block(number);
    }

    /** Null if the block may run now. */
    private synchronized @Nullable Promise<@Nullable Void> begin(int number) {
        if (number < 1) throw new IllegalArgumentException("number < 1: " + number);
        if (broken != null) throw new IllegalStateException(broken.getMessage(), broken);
        if (number < next || number == next && running || waiting.containsKey(number))
            throw new IllegalStateException("there are two blocks of the number " + number);
        if (number == next) {
            running = true;
            return null;
        }
        var turn = Promise.<@Nullable Void>create("block " + number);
        waiting.put(number, turn);
        return turn;
    }

    private void giveUp(int number) {
        var failure = new IllegalStateException("block " + number + " was cancelled before it could run");
        List<Promise<@Nullable Void>> others;
        synchronized (this) {
            broken = failure;
            waiting.remove(number);
            others = List.copyOf(waiting.values());
            waiting.clear();
        }
        others.forEach(turn -> turn.fail(failure));
    }

    @Override
    public synchronized String toString() {
        return "Sequencer(" + (running ? "running=" : "next=") + next + ", waiting=" + waiting.keySet() + ")";
    }
}
