package dev.catenary.demos.course.ch13asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RealNetTest {
    private static final String PAGES = "[/delay/200 200, /delay/300 200, /json 200, /headers 200, /ip 200]";
    private static final List<String> FETCHED =
            List.of("fetched /delay/200", "fetched /delay/300", "fetched /json", "fetched /headers", "fetched /ip");

    @Test
    void pagesAreFetchedInTheOrderOfTheRequestsAndNoMoreThanTwoAtATime() throws Exception {
        var run = DemoRun.inRealTime(new HttpClientInBatches());

        var lines = run.lines();
        assertThat(lines.subList(1, 6)).containsExactlyInAnyOrderElementsOf(FETCHED);
        assertThat(lines.get(6)).isEqualTo(PAGES);
        assertThat(lines.subList(9, 14)).containsExactlyInAnyOrderElementsOf(FETCHED);
        assertThat(lines.get(14)).isEqualTo(PAGES);
        assertThat(lines.get(15)).isEqualTo("at the server at a time: 2");
        assertThat(lines.subList(17, 20))
                .containsExactly("--- One that takes too long ---", "gave up /delay/60000", "/delay/60000 timeout");
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void serverAnswersOnItsRoutes() throws Exception {
        var run = DemoRun.inRealTime(new HttpServerWithRoutes());

        assertThat(run.lines())
                .containsExactly(
                        "GET /: 200 Hello, Async World!",
                        "GET /json: Hello JSON by GET",
                        "GET /json: since 1970 some time",
                        "GET /nowhere: 404 Not Found",
                        "GET /slow: Slow response completed");
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void eachClientHearsEveryMessageOfEachOtherInOrder() throws Exception {
        var run = DemoRun.inRealTime(new WebSocketBroadcast());

        for (var hearing = 1; hearing <= 3; hearing++)
            for (var speaking = 1; speaking <= 3; speaking++)
                if (hearing != speaking)
                    assertThat(heard(run, hearing, speaking)).isEqualTo(everyMessage());
        assertThat(run.lines()).last().isEqualTo("heard by each: [10, 10, 10]");
        assertThat(run.failures()).isEmpty();
    }

    private static List<String> heard(DemoRun run, int hearing, int speaking) {
        var start = "Client-" + hearing + " hears ";
        var end = " of Client-" + speaking;
        return run.lines().stream()
                .filter(line -> line.startsWith(start) && line.endsWith(end))
                .map(line -> line.substring(start.length(), line.length() - end.length()))
                .toList();
    }

    private static List<String> everyMessage() {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(number -> "message " + number)
                .toList();
    }
}
