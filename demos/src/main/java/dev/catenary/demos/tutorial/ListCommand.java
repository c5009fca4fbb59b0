package dev.catenary.demos.tutorial;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Lists the programs of the tutorials: name, what it shows, section.",
        mixinStandardHelpOptions = true)
public final class ListCommand implements Runnable {
    private static final int GAP = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        var command = Objects.requireNonNull(spec).commandLine();
        var text = new StringBuilder();
        for (var tutorial : Tutorials.all()) {
            text.append(tutorial.title()).append(System.lineSeparator());
            text.append(table(tutorial, command.getColorScheme())).append(System.lineSeparator());
        }
        command.getOut().print(text);
        command.getOut().flush();
    }

    private static TextTable table(Tutorial tutorial, Help.ColorScheme colours) {
        var table = TextTable.forColumns(
                colours,
                new Column(widest(Tutorials.programs().map(Program::name)) + GAP, GAP, Overflow.SPAN),
                new Column(widest(Tutorials.programs().map(Program::title)) + GAP, GAP, Overflow.SPAN),
                new Column(widest(Tutorials.programs().map(Program::section)) + GAP, GAP, Overflow.SPAN));
        tutorial.programs().forEach(program -> table.addRowValues(program.name(), program.title(), program.section()));
        return table;
    }

    private static int widest(Stream<String> texts) {
        return texts.mapToInt(String::length).max().orElse(0);
    }
}
