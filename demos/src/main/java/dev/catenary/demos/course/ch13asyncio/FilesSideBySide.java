package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Files written, read, and sent through a pipeline, side by side. The file system blocks, so it is used off the loop. */
public final class FilesSideBySide implements Demo {
    private static final Map<String, String> TEXTS = new TreeMap<>(Map.of(
            "test1.txt", "the first file\nwith lines\nto write and to read",
            "test2.txt", "the second file\nof two lines",
            "test3.txt", "the third file"));
    private static final int AT_A_TIME = 2;

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var folder = scope.use(Folder.create());

        out.part("Written");
        Tasks.map(TEXTS.entrySet(), TEXTS.size(), text -> {
            write(folder.file(text.getKey()), text.getValue());
            out.line("written: %s", text.getKey());
            return text;
        });

        out.part("Read");
        var lengths = Tasks.map(TEXTS.keySet(), TEXTS.size(), name -> {
            var length = read(folder.file(name)).length();
            out.line("read: %s", name);
            return length;
        });
        out.line("characters: %s", lengths);

        out.part("Through a pipeline");
        var processed = Tasks.map(
                TEXTS.keySet(), AT_A_TIME, name -> process(folder.file(name), folder.file("processed_" + name)));
        out.line("processed: %s", processed);
        out.line("%s", read(folder.file("processed_test1.txt")));
    }

    private static String process(Path from, Path to) throws IOException, InterruptedException {
        var text = read(from);
        var processed = text.toUpperCase(Locale.ROOT).replace("\n", " | ");
        write(to, processed);
        return to.getFileName().toString();
    }

    private static void write(Path file, String text) throws IOException, InterruptedException {
        Catenary.offload(() -> Files.writeString(file, text));
    }

    private static String read(Path file) throws IOException, InterruptedException {
        return Catenary.offload(() -> Files.readString(file));
    }
}
