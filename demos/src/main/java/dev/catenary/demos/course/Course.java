package dev.catenary.demos.course;

import dev.catenary.demos.tutorial.Tutorial;

/** The programs of the tutorial, in its order. */
public final class Course {
    public static final Tutorial TUTORIAL = Tutorial.of("Part four: coroutines and asynchronous programming");

    private Course() {}
}
