package dev.catenary.demos.notes.ch07performance;

import dev.catenary.Catenary;
import dev.catenary.Mapping;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What makes programs fast that wait: fewer waits, and waits side by side. */
public final class OneWaitForMany implements Demo {
    private static final List<Integer> NUMBERS = IntStream.range(0, 10).boxed().toList();

    @Override
    public void run(Scope scope, Output out) throws Exception {
        time(scope, out, "One request each, in turn", numbers -> {
            int sum = 0;
            for (var number : numbers) sum += request(List.of(number));
            return sum;
        });
        time(scope, out, "One request each, side by side", numbers -> {
            var answers = Tasks.map(numbers, 10, number -> request(List.of(number)));
            return answers.stream().mapToInt(Integer::intValue).sum();
        });
        time(scope, out, "One request for all", OneWaitForMany::request);
    }

    /** Takes as long for many numbers as for one. */
    private static int request(List<Integer> numbers) throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(50));
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    private static void time(Scope scope, Output out, String how, Mapping<List<Integer>, Integer> work)
            throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var sum = work.apply(NUMBERS);
        out.line("%-30s %d in %s", how, sum, watch);
    }
}
