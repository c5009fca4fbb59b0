package dev.catenary.demos.notes.ch06practice;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file, read off the loop, some at a time. */
final class FileLines {
    private static final int PORTION = 64;

    private FileLines() {}

    static AsyncStream<String> of(Path file) {
        return AsyncStream.generate(out -> {
            try (var reader = Catenary.offload(() -> Files.newBufferedReader(file))) {
                List<String> lines;
                do {
                    lines = Catenary.offload(() -> read(reader));
                    for (var line : lines) out.emit(line);
                } while (lines.size() == PORTION);
            }
        });
    }

    private static List<String> read(BufferedReader reader) throws IOException {
        var lines = new ArrayList<String>();
        while (lines.size() < PORTION) {
            var line = reader.readLine();
            if (line == null) break;
            lines.add(line);
        }
        return lines;
    }
}
