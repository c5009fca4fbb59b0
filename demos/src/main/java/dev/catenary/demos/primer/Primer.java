package dev.catenary.demos.primer;

import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Primer {
    public static final Tutorial TUTORIAL = Tutorial.of("asyncio: core ideas and a mental model");

    private Primer() {}
}
