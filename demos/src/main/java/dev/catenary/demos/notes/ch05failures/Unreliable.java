package dev.catenary.demos.notes.ch05failures;

import dev.catenary.Catenary;
import dev.catenary.demos.tutorial.Output;
import java.io.IOException;
import java.time.Duration;

/** Work of half a second that fails, or does not. */
record Unreliable(Output out) {
    String work(String name, boolean fails) throws IOException, InterruptedException {
        out.line("%s begins", name);
        Catenary.sleep(Duration.ofMillis(500));
        if (fails) throw new IOException(name + " failed");
        return name + " succeeded";
    }
}
