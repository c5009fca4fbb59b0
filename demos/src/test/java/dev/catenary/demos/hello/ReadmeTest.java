package dev.catenary.demos.hello;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path PROJECT = Path.of("..");

    @Test
    void programOfTheReadmeIsTheDemo() throws IOException {
        var readme = Files.readString(PROJECT.resolve("README.md"));
        var demo = Files.readString(Path.of("src/main/java/dev/catenary/demos/hello/Hello.java"));

        var shown = between(readme, "```java\n", "```");

        assertThat(shown).isEqualTo(demo.replace("package dev.catenary.demos.hello;\n\n", ""));
    }

    @Test
    void programOfTheReadmePrintsWhatTheReadmeSays() throws Exception {
        var printed = new ByteArrayOutputStream();
        var before = System.out;

        System.setOut(new PrintStream(printed, true));
        try {
            Hello.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString()).isEqualToIgnoringNewLines("hello world\n");
    }

    private static String between(String text, String start, String end) {
        var from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
