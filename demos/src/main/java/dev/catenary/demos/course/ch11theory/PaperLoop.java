package dev.catenary.demos.course.ch11theory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The pseudo code of the tutorial, made to run: a ready queue, timers, rounds. Time is on paper too: when nothing is ready it
 * jumps to the next timer, where a real loop rests.
 */
final class PaperLoop implements CallbackLoop {
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final Queue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::sequence));
    private Duration now = Duration.ZERO;
    private long sequence;

    @Override
    public void callSoon(Runnable callback) {
        ready.add(callback);
    }

    @Override
    public void callLater(Duration delay, Runnable callback) {
        timers.add(new Timer(now.plus(delay), sequence++, callback));
    }

    @Override
    public Duration now() {
        return now;
    }

    void run() {
        while (!ready.isEmpty() || !timers.isEmpty()) {
            rest();
            takeTimersThatAreDue();
            runWhatIsReadyByNow();
        }
    }

    private void rest() {
        var next = timers.peek();
        if (ready.isEmpty() && next != null && next.due.compareTo(now) > 0) now = next.due;
    }

    private void takeTimersThatAreDue() {
        for (var next = timers.peek(); next != null && next.due.compareTo(now) <= 0; next = timers.peek())
            ready.add(timers.remove().callback);
    }

    /** Not until nothing is ready: a callback that calls itself soon would never let the loop look at its timers. */
    private void runWhatIsReadyByNow() {
        for (var left = ready.size(); left > 0; left--) ready.remove().run();
    }

    private record Timer(Duration due, long sequence, Runnable callback) {}
}
