package dev.catenary.demos.primer;

import dev.catenary.Catenary;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;

/** What the tasks of this tutorial do. */
final class Work {
    private Work() {}

    static String of(String name, int seconds, Output out) throws InterruptedException {
        out.line("%s begins", name);
        Catenary.sleep(Duration.ofSeconds(seconds));
        out.line("%s ends", name);
        return name;
    }
}
