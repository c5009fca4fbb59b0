package dev.catenary.demos.notes;

import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Notes {
    public static final Tutorial TUTORIAL = Tutorial.of("Very detailed notes on Python's coroutines");

    private Notes() {}
}
