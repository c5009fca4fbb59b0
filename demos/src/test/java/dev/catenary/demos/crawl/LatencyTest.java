package dev.catenary.demos.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void percentileIsTheValueThatSoManyOfAHundredDoNotExceed() {
        var timings = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> new PageTiming("", 201 - i, 0))
                .toList();

        var latency = Latency.of(timings);

        assertThat(latency).isEqualTo(new Latency(100, 190, 198));
    }

    @Test
    void oneValueIsEveryPercentile() {
        assertThat(Latency.of(List.of(new PageTiming("", 7, 0)))).isEqualTo(new Latency(7, 7, 7));
    }

    @Test
    void noValuesGiveZero() {
        assertThat(Latency.of(List.of())).isEqualTo(new Latency(0, 0, 0));
    }
}
