package dev.catenary.demos.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Carrier;
import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A crawl that is stopped from outside has a report all the same. */
class StoppedCrawlTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private TestSite site;

    /** One page, and one that never answers. */
    @BeforeEach
    void open() throws IOException {
        site = TestSite.open()
                .page("/", "<a href=gone>gone</a><a href=never>never</a>")
                .on("/never", exchange -> {
                    asked.countDown();
                    await(end);
                });
    }

    @AfterEach
    void close() {
        end.countDown();
        site.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.demos.crawl.Carriers#offered")
    void cancelledCrawlReportsWhatItHas(Carrier carrier) throws Exception {
        var crawl = new Crawl(settings());
        try (var loop = EventLoop.open(LoopOptions.named("crawl").carrier(carrier))) {
            var task = loop.start(scope -> {
                crawl.run();
                return null;
            });
            asked.await();

            task.cancel();

            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            assertThat(crawl.report().ending()).isEqualTo(Ending.CANCELLED);
            assertThat(crawl.report().pages()).isOne();
            assertThat(crawl.report().unvisited()).isPositive();
        }
    }

    private CrawlSettings settings() throws BadAddressException {
        return new CrawlSettings(
                Address.of(site.url("/")),
                4,
                Double.POSITIVE_INFINITY,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                10,
                0,
                10,
                1_000_000,
                false,
                false,
                "test");
    }

    @Test
    void signalEndsTheProgramWithItsReport() throws Exception {
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.catenary.demos.Demos",
                        "crawl",
                        site.url("/"),
                        "--json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        asked.await();

        program.toHandle().destroy();

        var out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var report = new CommandRun(program.waitFor(), out, "").json();
        assertThat(report.get("ending").asText()).isEqualTo("CANCELLED");
        assertThat(report.get("pages").asInt()).isOne();
    }
}
