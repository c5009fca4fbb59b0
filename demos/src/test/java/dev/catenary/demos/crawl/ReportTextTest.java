package dev.catenary.demos.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    @Test
    void reportSaysWhatWasFoundAndWhere() {
        var report = new Report(
                "http://h/",
                Ending.OUT_OF_TIME,
                2,
                1_500,
                3,
                20,
                12_345,
                7,
                2_500_000,
                4,
                new Latency(1.25, 20, 300),
                List.of(new PageTiming("http://h/slow", 312.5, 100)),
                List.of(
                        new BrokenLink(
                                "http://h/a#x",
                                "no such anchor: #x",
                                List.of("http://h/1", "http://h/2", "http://h/3", "http://h/4")),
                        new BrokenLink("http://h/b", "status 404", List.of("http://h/1"))),
                List.of(new SkippedAddress("http://h/big", "larger than 10 MB")));

        var text = ReportText.of(report);

        assertThat(text).isEqualTo("""
                        http://h/: stopped, the time is up after 2.0 s
                          pages     1,500, 2.5 MB, 750 a second
                          files     3
                          links     12,345, to 20 addresses on other hosts
                          unvisited 7
                          setbacks  4 requests tried again
                          latency   p50 1.3 ms, p95 20.0 ms, p99 300.0 ms
                        slowest pages
                             312.5 ms  http://h/slow
                        not checked: 1
                          http://h/big: larger than 10 MB
                        broken links: 2
                          http://h/a#x: no such anchor: #x
                            in http://h/1
                            in http://h/2
                            in http://h/3
                            and in 1 more
                          http://h/b: status 404
                            in http://h/1
                        """);
    }
}
