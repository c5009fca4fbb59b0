package dev.catenary.demos.primer;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;

/**
 * What blocks, blocks the loop: no other task has a turn meanwhile. Off the loop the same code harms nobody. (Where the loop
 * carries virtual threads, the JDK's own blocking calls give up the turn too; code that computes never does.)
 */
public final class BlockedLoop implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var others = new int[1]; // the loop's turn
        scope.background().fork("others", () -> {
            while (true) {
                others[0]++;
                Catenary.yieldNow();
            }
        });
        Catenary.yieldNow();

        var before = others[0];
        var sum = compute();
        out.line("On the loop: %d, turns of others meanwhile: %d", sum, others[0] - before);

        before = others[0];
        sum = Catenary.offload(BlockedLoop::compute);
        out.line("Off the loop: %d, turns of others meanwhile: %s", sum, others[0] > before ? "some" : "none");
    }

    private static long compute() {
        var sum = 0L;
        for (var number = 0L; number < 20_000_000; number++) sum += number % 7;
        return sum;
    }
}
