package dev.catenary.demos.course.ch13asyncio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A temporary folder that is gone when it is closed, whatever is in it. */
record Folder(Path path) implements AutoCloseable {
    static Folder create() throws IOException {
        return new Folder(Files.createTempDirectory("catenary-demo"));
    }

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (var all = Files.walk(path)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }
}
