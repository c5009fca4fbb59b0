package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/asyncio.md} has a row for all that asyncio has, and names nothing that is not there. */
class AsyncioTableTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "../docs/asyncio.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern MEMBER = Pattern.compile("\\b([A-Z]\\w+)\\.(\\w+)");
    private static final List<String> PACKAGES = List.of("dev.catenary.", "dev.catenary.insight.");

    private record Row(String asyncio, String here) {}

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(cells[1], cells[2]))
                .toList();
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    @Test
    void everyPublicNameOfAsyncioHasOneRow() throws IOException {
        var names = rows().stream()
                .flatMap(row -> found(CODE, row.asyncio()))
                .map(code -> code.replace("`", ""))
                .toList();

        try (var list = getClass().getResourceAsStream("asyncio-names.txt")) {
            var expected = new String(list.readAllBytes(), StandardCharsets.UTF_8).lines();
            assertThat(names).containsExactlyInAnyOrderElementsOf(expected.toList());
        }
    }

    @Test
    void everyRowSaysWhatToWrite() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.here()).isNotBlank());
    }

    @Test
    void whatTheRowsNameIsThere() throws IOException {
        var named = rows().stream()
                .flatMap(row -> found(MEMBER, row.here()))
                .filter(member -> typeOf(member).isPresent())
                .distinct()
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        member -> assertThat(membersOf(member)).contains(member.substring(member.indexOf('.') + 1)));
    }

    private static Optional<Class<?>> typeOf(String member) {
        var name = member.substring(0, member.indexOf('.'));
        for (var inPackage : PACKAGES) {
            try {
                return Optional.of(Class.forName(inPackage + name, false, Catenary.class.getClassLoader()));
            } catch (ClassNotFoundException none) {
                // it is another package's, or the JDK's
            }
        }
        return Optional.empty();
    }

    private static List<String> membersOf(String member) {
        var type = typeOf(member).orElseThrow();
        return Stream.concat(
                        Arrays.stream(type.getMethods()).map(method -> method.getName()),
                        Arrays.stream(type.getFields()).map(field -> field.getName()))
                .toList();
    }
}
