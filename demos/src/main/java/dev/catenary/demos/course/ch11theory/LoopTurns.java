package dev.catenary.demos.course.ch11theory;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;

/** The loop's own pseudo code beside the real loop: the same callbacks take the same turns in the same rounds. */
public final class LoopTurns implements Demo {
    private static final Runnable NOTHING = () -> {};

    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("The pseudo code");
        var paper = new PaperLoop();
        var onPaper = new TurnTrace(paper);
        give(onPaper);
        paper.run();
        onPaper.lines().forEach(out::line);

        out.part("The real loop");
        var real = new TurnTrace(new RealLoop(scope.loop()));
        give(real);
        Catenary.sleep(Duration.ofMillis(20));
        real.lines().forEach(out::line);
    }

    private static void give(TurnTrace loop) {
        loop.timer(Duration.ofMillis(10), "timer 10", NOTHING);
        loop.timer(Duration.ofMillis(5), "timer 5", NOTHING);
        loop.timer(Duration.ofMillis(10), "timer 10 too", () -> loop.ready("C, made ready by a timer", NOTHING));
        loop.ready("A", () -> loop.ready("B, made ready by A", NOTHING));
        loop.ready("D", NOTHING);
    }
}
