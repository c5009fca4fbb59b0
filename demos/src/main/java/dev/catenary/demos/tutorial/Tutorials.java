package dev.catenary.demos.tutorial;

import dev.catenary.demos.course.Course;
import dev.catenary.demos.introduction.Introduction;
import dev.catenary.demos.notes.Notes;
import dev.catenary.demos.primer.Primer;
import dev.catenary.demos.schemes.Schemes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All tutorials. Each has its own list of programs, in its package. */
public final class Tutorials {
    private static final List<Tutorial> ALL =
            List.of(Schemes.TUTORIAL, Notes.TUTORIAL, Course.TUTORIAL, Introduction.TUTORIAL, Primer.TUTORIAL);

    private Tutorials() {}

    public static List<Tutorial> all() {
        return ALL;
    }

    public static Stream<Program> programs() {
        return ALL.stream().flatMap(tutorial -> tutorial.programs().stream());
    }

    public static Optional<Program> find(String name) {
        return programs().filter(program -> program.name().equals(name)).findFirst();
    }
}
