package dev.catenary.demos.introduction;

import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Introduction {
    public static final Tutorial TUTORIAL = Tutorial.of("asyncio and coroutines");

    private Introduction() {}
}
