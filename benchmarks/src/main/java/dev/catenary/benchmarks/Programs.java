package dev.catenary.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The same work in other languages, run by one script, as far as they are on this machine. */
final class Programs {
    private Programs() {}

    /**
     * Tells {@code peer:work} and what it came to, and the versions of the peers.
     *
     * @param all not only those that targets name
     */
    static void run(boolean all, BiConsumer<String, Sample> result, BiConsumer<String, String> version)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("catenary-programs");
        try {
            var process = new ProcessBuilder("sh", unpacked(folder).toString(), all ? "all" : "go")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var lines = process.inputReader()) {
                lines.lines().map(line -> line.split(" ")).forEach(words -> {
                    if (words[0].equals("version")) version.accept(words[1], words[2]);
                    else result.accept(words[0] + ":" + words[1], new Sample(Double.parseDouble(words[2])));
                });
            }
            process.waitFor();
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    /** Gives the script. */
    private static Path unpacked(Path folder) throws IOException {
        for (var file : List.of("run.sh", "peer.py", "peer.go"))
            try (InputStream source = Programs.class.getResourceAsStream("/programs/" + file)) {
                Files.copy(Objects.requireNonNull(source, file), folder.resolve(file));
            }
        return folder.resolve("run.sh");
    }
}
