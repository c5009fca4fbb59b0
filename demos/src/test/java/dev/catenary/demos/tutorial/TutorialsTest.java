package dev.catenary.demos.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.Demos;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TutorialsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void eachProgramHasANameOfItsOwn() {
        assertThat(Tutorials.programs().map(Program::name))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*"))
                .doesNotContain("all");
    }

    @Test
    void listShowsEachProgramOnALineOfItsOwn() {
        var exitCode = demos("list");

        assertThat(exitCode).isZero();
        var lines = out.toString().lines().map(String::strip).toList();
        assertThat(Tutorials.programs())
                .allSatisfy(program -> assertThat(lines)
                        .anyMatch(line -> line.startsWith(program.name() + "  ")
                                && line.contains("  " + program.title() + "  ")
                                && line.endsWith("  " + program.section())));
    }

    @Test
    void runPrintsWhatTheProgramWritesAndTheNoteOnItsOriginal() {
        var exitCode = demos("run", "debug-mode");

        assertThat(exitCode).isZero();
        assertThat(out.toString().lines())
                .startsWith(
                        "=== debug-mode: A forgotten failure, and who started it ===",
                        "The main task goes on",
                        "Failure: disk full")
                .endsWith(
                        "  The original is wrong here: it switches debugging on for a loop that asyncio.run never uses.",
                        "  What is right: debugging is an option of the loop that runs the program.",
                        "");
    }

    @Test
    void unknownProgramIsRefusedBeforeAnythingRuns() {
        var exitCode = demos("run", "gather-two-tasks", "nonsense");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("no such program: nonsense", "see: demos run --help");
        assertThat(out.toString()).isEmpty();
    }

    private int demos(String... arguments) {
        return Demos.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
