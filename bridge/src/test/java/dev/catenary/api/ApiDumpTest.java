package dev.catenary.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares what the public packages offer with the texts in {@code docs/api}, so that every change of the API shows in
 * a diff. With {@code -Dapi.update=true} it writes the texts instead.
 */
class ApiDumpTest {
    private static final Path TEXTS = Path.of(System.getProperty("basedir", "."), "..", "docs", "api");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.catenary",
                "dev.catenary.insight",
                "dev.catenary.spi",
                "dev.catenary.testing",
                "dev.catenary.kotlin"
            })
    void publicSignaturesAreTheCommittedOnes(String packageName) throws Exception {
        Path text = TEXTS.resolve(packageName + ".txt");
        List<String> found = PublicSignatures.ofPackage(packageName);

        if (Boolean.getBoolean("api.update")) {
            write(text, found);
        }

        List<String> committed = Files.exists(text) ? Files.readAllLines(text) : List.of();
        assertThat(differences(committed, found))
                .as("""
                        public signatures of %s against docs/api/%s (- committed, + found).
                        If the change is meant, renew the text with: mvn verify -Dapi.update=true""", packageName, text.getFileName())
                .isEmpty();
    }

    private static void write(Path text, List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            Files.deleteIfExists(text);
        } else {
            Files.createDirectories(text.getParent());
            Files.writeString(text, String.join("\n", lines) + "\n");
        }
    }

    private static List<String> differences(List<String> committed, List<String> found) {
        Set<String> before = withTheirType(committed);
        Set<String> after = withTheirType(found);
        List<String> differences = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> differences.add("- " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> differences.add("+ " + line));
        return differences;
    }

    /** Each line of a member preceded by the line of its type, for a line alone says too little. */
    private static Set<String> withTheirType(List<String> lines) {
        Set<String> result = new LinkedHashSet<>();
        String type = "";
        for (String line : lines) {
            boolean member = line.startsWith(PublicSignatures.INDENT);
            if (!member) {
                type = line;
            }
            result.add(member ? type + " :: " + line.strip() : line);
        }
        return result;
    }
}
