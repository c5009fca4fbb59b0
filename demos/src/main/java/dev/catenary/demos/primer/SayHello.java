package dev.catenary.demos.primer;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;

/** The smallest program that waits. */
public final class SayHello implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.line("Begin ...");
        Catenary.sleep(Duration.ofSeconds(1));
        out.line("... end");
    }
}
