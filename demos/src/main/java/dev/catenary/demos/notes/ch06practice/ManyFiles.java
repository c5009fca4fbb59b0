package dev.catenary.demos.notes.ch06practice;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Five files written side by side, and read side by side. */
public final class ManyFiles implements Demo {
    private final Path parent;

    public ManyFiles() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param parent where the demo makes its folder */
    ManyFiles(Path parent) {
        this.parent = parent;
    }

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var folder = scope.use(TemporaryFolder.in(parent)).path();
        var files = IntStream.range(0, 5)
                .mapToObj(i -> folder.resolve("file_" + i + ".txt"))
                .toList();

        for (var file : Tasks.map(files, 5, ManyFiles::write)) out.line("Written: %s", file.getFileName());

        var counts = Tasks.map(
                files,
                5,
                file -> Catenary.offload(() -> Files.readAllLines(file)).size());
        for (int i = 0; i < files.size(); i++)
            out.line("%s: %d lines", files.get(i).getFileName(), counts.get(i));
    }

    private static Path write(Path file) throws Exception {
        var lines = IntStream.range(0, 50)
                .mapToObj(i -> "Line " + i + " of " + file.getFileName())
                .toList();
        return Catenary.offload(() -> Files.write(file, lines));
    }
}
