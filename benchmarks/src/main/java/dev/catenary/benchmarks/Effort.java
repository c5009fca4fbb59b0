package dev.catenary.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured.
 *
 * @param rounds in each of which every benchmark is run once, in a process of its own
 * @param warmUps iterations before those that count
 * @param iterations of which the median counts
 * @param others whether peers are run that no target names, in the first round
 * @param mostTasks where the curves end
 */
record Effort(int rounds, int warmUps, int iterations, TimeValue time, boolean others, int mostTasks) {
    /** Under 5 minutes. */
    static final Effort SHORT = new Effort(2, 5, 3, TimeValue.milliseconds(250), false, 0);

    /** Under 30 minutes. */
    static final Effort LONG = new Effort(3, 6, 5, TimeValue.milliseconds(400), true, 1_000_000);

    Effort withRounds(int rounds) {
        return new Effort(rounds, warmUps, iterations, time, others, mostTasks);
    }

    /** What one point of a curve is worth: where many tasks work, each iteration is long enough to be warmed up by itself. */
    Effort ofPoint(Curve curve, int n) {
        int iterations = curve.perTask() && n >= 100_000 ? 1 : 3;
        return new Effort(1, iterations, iterations, time, false, mostTasks);
    }

    List<Integer> numbersOf(Curve curve) {
        return curve.numbers().stream().filter(n -> n <= mostTasks).toList();
    }
}
