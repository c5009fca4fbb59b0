package dev.catenary.demos.tutorial;

import java.util.Optional;

/**
 * A program of a tutorial.
 *
 * @param name by which it is run
 * @param title what it shows
 * @param section where the tutorial has it
 */
public record Program(String name, String title, String section, Demo demo, Optional<Note> note) {
    /**
     * Where the original is wrong.
     *
     * @param wrong what the original does or says
     * @param right what is right instead, and done here
     */
    public record Note(String wrong, String right) {}

    public static Program of(String name, String title, String section, Demo demo) {
        return new Program(name, title, section, demo, Optional.empty());
    }

    /** With a note that is printed after the demo. */
    public Program note(String wrong, String right) {
        return new Program(name, title, section, demo, Optional.of(new Note(wrong, right)));
    }
}
