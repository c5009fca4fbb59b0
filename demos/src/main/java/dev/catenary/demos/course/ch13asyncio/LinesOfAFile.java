package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A file line by line, as a stream: read off the loop some lines at a time, and no further ahead than its reader wants. */
public final class LinesOfAFile implements Demo {
    private static final int LINES = 100;
    private static final int AT_A_TIME = 25;

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var folder = scope.use(Folder.create());
        var file = folder.file("lines.txt");
        var text =
                IntStream.rangeClosed(1, LINES).mapToObj(line -> "line " + line).collect(Collectors.joining("\n"));
        Catenary.offload(() -> Files.writeString(file, text));

        var read = new ArrayList<String>();
        lines(file).forEach(line -> {
            read.add(line);
            if (read.size() % AT_A_TIME == 0) out.line("%d lines, the last is '%s'", read.size(), line);
        });

        var first = lines(file).take(2).toList();
        out.line("the first two, and no more is read: %s", first);
    }

    private static AsyncStream<String> lines(Path file) {
        return AsyncStream.generate(out -> {
            try (var reader = Catenary.offload(() -> Files.newBufferedReader(file))) {
                for (var lines = some(reader); !lines.isEmpty(); lines = some(reader))
                    for (var line : lines) out.emit(line);
            }
        });
    }

    private static List<String> some(BufferedReader reader) throws IOException, InterruptedException {
        return Catenary.offload(() -> {
            var lines = new ArrayList<String>();
            while (lines.size() < AT_A_TIME) {
                var line = reader.readLine();
                if (line == null) break;
                lines.add(line);
            }
            return lines;
        });
    }
}
