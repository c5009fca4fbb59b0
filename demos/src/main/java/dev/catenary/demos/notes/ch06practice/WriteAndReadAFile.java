package dev.catenary.demos.notes.ch06practice;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A file that is written in portions, read as a whole, and read line by line. */
public final class WriteAndReadAFile implements Demo {
    private final Path parent;

    public WriteAndReadAFile() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param parent where the demo makes its folder */
    WriteAndReadAFile(Path parent) {
        this.parent = parent;
    }

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var file = scope.use(TemporaryFolder.in(parent)).path().resolve("lines.txt");
        var watch = Stopwatch.start(scope.loop());

        out.part("Writing");
        write(file, IntStream.range(0, 100).mapToObj(i -> "This is line " + i).toList(), out);
        out.line("Written after %s", watch);

        out.part("Reading as a whole");
        var lines = Catenary.offload(() -> Files.readAllLines(file));
        out.line("%d lines read after %s", lines.size(), watch);

        out.part("Reading line by line");
        var count = new AtomicInteger();
        FileLines.of(file).forEach(line -> {
            if (count.incrementAndGet() % 25 == 0) out.line("%d lines read, the last one '%s'", count.get(), line);
        });
        out.line("%d lines read after %s", count.get(), watch);
    }

    /** Crosses to another thread for every twenty lines, not for each of them. */
    private static void write(Path file, List<String> lines, Output out) throws IOException, InterruptedException {
        try (var writer = Catenary.offload(() -> Files.newBufferedWriter(file))) {
            AsyncStream.from(lines).chunked(20).forEach(portion -> {
                Catenary.offload(() -> {
                    for (var line : portion) writer.append(line).append('\n');
                });
                out.line("Written up to '%s'", portion.get(portion.size() - 1));
            });
        }
    }
}
