package dev.catenary.contract.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/features.md} with what the tests prove; with {@code -Dfeatures.update=true} it writes the page. */
class FeatureTableTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "features.md");

    @Test
    void pageIsWhatTheTestsProve() throws Exception {
        var found = FeatureTable.ofTestsBeside(FeatureTableTest.class).lines();

        if (Boolean.getBoolean("features.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, String.join("\n", found) + "\n");
        }

        List<String> committed = Files.exists(PAGE) ? Files.readAllLines(PAGE) : List.of();
        assertThat(committed)
                .as("docs/features.md against the tests. Renew the page with: mvn verify -Dfeatures.update=true")
                .isEqualTo(found);
    }
}
