package dev.catenary.demos.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Carrier;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The embedded site from one end to the other, compared with a plain walk of its jar. */
class WholeSiteTest {
    @Test
    void crawlCountsWhatAPlainWalkCounts() throws IOException {
        var walk = SiteWalk.of(EmbeddedSite.javadoc());

        var run = CommandRun.of("crawl", "--json");

        assertThat(walk.pages()).isGreaterThan(1_600);
        assertAgree(run, walk);
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.demos.crawl.Carriers#offered")
    void carrierMakesNoDifference(Carrier carrier, @TempDir Path folder) throws IOException {
        var jar = SmallJar.in(folder);

        var run = CommandRun.of("crawl", "--json", "--carrier=" + carrier, "--site=" + jar);

        assertAgree(run, SiteWalk.of(jar));
    }

    @Test
    void chaosMakesNoDifferenceToThePatient(@TempDir Path folder) throws IOException {
        var jar = SmallJar.in(folder);

        var run = CommandRun.of("crawl", "--json", "--chaos", "--seed=3", "--site=" + jar);

        assertAgree(run, SiteWalk.of(jar));
        assertThat(run.json().get("setbacks").asInt()).isPositive();
    }

    private static void assertAgree(CommandRun run, SiteWalk walk) {
        var report = run.json();
        assertThat(report.get("ending").asText()).isEqualTo("COMPLETE");
        assertThat(report.get("pages").asInt()).isEqualTo(walk.pages());
        assertThat(report.get("links").asInt()).isEqualTo(walk.links());
        assertThat(report.get("bytes").asLong()).isEqualTo(walk.bytes());
        assertThat(report.get("files").asInt()).isEqualTo(walk.files());
        assertThat(report.get("externalLinks").asInt()).isEqualTo(walk.foreign());
        assertThat(report.get("broken").findValuesAsText("target"))
                .extracting(target ->
                        target.replaceFirst("http://127.0.0.1:\\d+/", "").replace("?moved", ""))
                .hasSameElementsAs(walk.broken());
        assertThat(run.exitCode()).isEqualTo(walk.broken().isEmpty() ? 0 : 1);
    }
}
