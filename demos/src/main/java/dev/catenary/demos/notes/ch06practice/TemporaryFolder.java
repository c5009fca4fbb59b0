package dev.catenary.demos.notes.ch06practice;

import dev.catenary.Catenary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is deleted, with the files in it, when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {
    static TemporaryFolder in(Path parent) throws IOException, InterruptedException {
        return new TemporaryFolder(Catenary.offload(() -> Files.createTempDirectory(parent, "demo")));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Catenary.offload(() -> {
            try (var files = Files.list(path)) {
                for (var file : files.toList()) Files.delete(file);
            }
            Files.delete(path);
        });
    }
}
