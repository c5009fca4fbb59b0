package dev.catenary.demos.tutorial;

import dev.catenary.Catenary;
import dev.catenary.LoopOptions;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs programs of the tutorials, one after the other.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final int INTERRUPTED = 130;
    private static final int WIDTH = 100;

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            completionCandidates = Names.class,
            description = "Names that `demos list` shows, or `all`.")
    private List<String> names = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var programs = names.stream().flatMap(this::programs).toList();
        try {
            for (var program : programs) run(program);
            return 0;
        } catch (InterruptedException | CancellationException ctrlC) {
            return INTERRUPTED;
        }
    }

    private Stream<Program> programs(String name) {
        if (name.equals(ALL)) return Tutorials.programs();
        return Stream.of(Tutorials.find(name)
                .orElseThrow(() -> new ParameterException(
                        Objects.requireNonNull(spec).commandLine(), "no such program: " + name)));
    }

    private void run(Program program) throws Exception {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        print(out, "=== " + program.name() + ": " + program.title() + " ===");
        Catenary.<@Nullable Void, Exception>run(LoopOptions.named(program.name()), scope -> {
            program.demo().run(scope, line -> print(out, line));
            return null;
        });
        program.note().ifPresent(note -> {
            print(out, wrapped("The original is wrong here: " + note.wrong()));
            print(out, wrapped("What is right: " + note.right()));
        });
        print(out, "");
    }

    private String wrapped(String text) {
        var colours = Objects.requireNonNull(spec).commandLine().getColorScheme();
        var table = TextTable.forColumns(colours, new Column(WIDTH, 2, Overflow.WRAP));
        table.addRowValues(text);
        return table.toString().stripTrailing();
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Tutorials.programs().map(Program::name), Stream.of(ALL))
                    .iterator();
        }
    }
}
