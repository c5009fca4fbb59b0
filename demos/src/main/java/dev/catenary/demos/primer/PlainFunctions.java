package dev.catenary.demos.primer;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.util.List;
import java.util.Locale;

/** What only computes is a plain function; what computes long goes off the loop, where cores are. */
public final class PlainFunctions implements Demo {
    private static final int CORES = 2;

    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.line("A call: %.4f", pi(1_000));
        out.line(
                "Off the loop: %s",
                Tasks.map(
                        List.of(10_000, 100_000, 1_000_000),
                        CORES,
                        terms -> Catenary.offload(() -> String.format(Locale.ROOT, "%.6f", pi(terms)))));
    }

    private static double pi(int terms) {
        var sum = 0.0;
        for (var term = 0; term < terms; term++) sum += (term % 2 == 0 ? 4.0 : -4.0) / (2 * term + 1);
        return sum;
    }
}
