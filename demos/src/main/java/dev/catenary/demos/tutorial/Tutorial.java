package dev.catenary.demos.tutorial;

import java.util.List;

/** A tutorial and its programs, in its order. */
public record Tutorial(String title, List<Program> programs) {
    public Tutorial {
        programs = List.copyOf(programs);
    }

    public static Tutorial of(String title, Program... programs) {
        return new Tutorial(title, List.of(programs));
    }
}
