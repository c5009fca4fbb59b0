package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.ScopeBody;
import dev.catenary.testing.TestLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A page of {@code docs} whose Java is from the test of this class, and from nowhere else. With {@code -Ddocs.update=true} the
 * test writes it into the page.
 */
abstract class Page {
    private static final Path PROJECT = Path.of(System.getProperty("basedir", "."), "..");

    private final Path page;
    private final List<Path> sources;

    /** What the snippets have handled, on whatever thread. */
    final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

    /** @param others sources beside this test that have regions which the page shows */
    Page(String page, String... others) {
        this.page = PROJECT.resolve(page);
        var test = "bridge/src/test/java/" + getClass().getName().replace('.', '/') + ".java";
        sources = Stream.concat(Stream.of(test), Stream.of(others))
                .map(PROJECT::resolve)
                .toList();
    }

    @Test
    void snippetsOfThePageAreRegionsOfThisTest() throws IOException {
        var snippets = new Snippets(readAll(sources));
        var written = snippets.into(Files.readAllLines(page));

        if (Boolean.getBoolean("docs.update")) Files.write(page, written);

        assertThat(Files.readAllLines(page))
                .as("%s against its test. Renew the page with: mvn verify -Ddocs.update=true", page.getFileName())
                .isEqualTo(written);
        assertThat(snippets.unused()).as("regions that the page does not show").isEmpty();
        assertThat(Snippets.strange(written))
                .as("Java of the page that no test runs")
                .isEmpty();
    }

    private static List<String> readAll(List<Path> sources) throws IOException {
        var lines = new ArrayList<String>();
        for (var source : sources) lines.addAll(Files.readAllLines(source));
        return lines;
    }

    /** In virtual time. */
    static void run(ScopeBody<?, Exception> body) throws Exception {
        TestLoop.run(body);
    }

    final void handle(Object what) {
        seen.add(what);
    }
}
