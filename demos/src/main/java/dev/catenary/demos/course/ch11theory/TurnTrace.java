package dev.catenary.demos.course.ch11theory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down which turn ran in which round of a loop, and when. A mark of its own goes to the end of the ready queue, and again
 * each time it runs, as long as turns come: between two marks is one round.
 */
final class TurnTrace {
    private final CallbackLoop loop;
    private final List<String> lines = new ArrayList<>();
    private final List<String> round = new ArrayList<>();
    private boolean marked;
    private int number;

    TurnTrace(CallbackLoop loop) {
        this.loop = loop;
    }

    /** The callback as one whose turns are written down. */
    Runnable turn(String name, Runnable callback) {
        return () -> {
            begin(name);
            callback.run();
        };
    }

    /** Called by each turn as it begins, until a loop tells of its turns by itself. */
    void begin(String name) {
        round.add(name);
        if (!marked) loop.callSoon(this::endRound);
        marked = true;
    }

    private void endRound() {
        marked = false;
        lines.add("at %3d ms, round %d: %s".formatted(loop.now().toMillis(), ++number, String.join(", ", round)));
        round.clear();
    }

    List<String> lines() {
        return lines;
    }

    void ready(String name, Runnable callback) {
        loop.callSoon(turn(name, callback));
    }

    void timer(Duration delay, String name, Runnable callback) {
        loop.callLater(delay, turn(name, callback));
    }
}
