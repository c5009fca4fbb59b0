package dev.catenary.demos.notes.ch02asyncio;

import dev.catenary.Catenary;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;

/** A computation that waits for a second. */
record Square(Output out) {
    int of(int x) throws InterruptedException {
        out.line("Computing %d", x);
        Catenary.sleep(Duration.ofSeconds(1));
        out.line("Computed %d -> %d", x, x * x);
        return x * x;
    }
}
