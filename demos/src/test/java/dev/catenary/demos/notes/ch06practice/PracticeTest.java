package dev.catenary.demos.notes.ch06practice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeTest {
    @TempDir
    private Path folder;

    @Test
    void requestsAreSentThreeAtATime() throws Exception {
        var run = DemoRun.inRealTime(new RequestsInBatches(Duration.ofMillis(20)));

        assertThat(run.lines())
                .startsWith("[request 0] GET /get", "[request 1] GET /delay/1", "[request 2] GET /delay/2");
        assertThat(run.lines())
                .contains(
                        "[request 0] status 200, 15 characters",
                        "[request 4] status 404, 22 characters",
                        "[request 5] status 500, 22 characters",
                        "[request 12] failed: java.net.ConnectException",
                        "8 succeeded, 5 did not")
                .anyMatch(line -> line.matches("The server had [123] at once, at the most"));
    }

    @Test
    void requestIsSentEachHalfSecond() throws Exception {
        var run = DemoRun.inVirtualTime(new RequestsAtARate(Duration.ofMillis(1)));

        assertThat(run.lines())
                .filteredOn(line -> line.contains("GET"))
                .containsExactly(
                        "[0.00 s] [request 0] GET /delay/0",
                        "[0.50 s] [request 1] GET /delay/1",
                        "[1.00 s] [request 2] GET /delay/2",
                        "[1.50 s] [request 3] GET /delay/0",
                        "[2.00 s] [request 4] GET /delay/1",
                        "[2.50 s] [request 5] GET /delay/2");
        assertThat(run.lines()).filteredOn(line -> line.contains("status 200")).hasSize(6);
    }

    @Test
    void fileIsWrittenReadAndDeleted() throws Exception {
        var run = DemoRun.inVirtualTime(new WriteAndReadAFile(folder));

        assertThat(run.lines())
                .containsExactly(
                        "--- Writing ---",
                        "Written up to 'This is line 19'",
                        "Written up to 'This is line 39'",
                        "Written up to 'This is line 59'",
                        "Written up to 'This is line 79'",
                        "Written up to 'This is line 99'",
                        "Written after 0.00 s",
                        "--- Reading as a whole ---",
                        "100 lines read after 0.00 s",
                        "--- Reading line by line ---",
                        "25 lines read, the last one 'This is line 24'",
                        "50 lines read, the last one 'This is line 49'",
                        "75 lines read, the last one 'This is line 74'",
                        "100 lines read, the last one 'This is line 99'",
                        "100 lines read after 0.00 s");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void filesAreWrittenReadAndDeleted() throws Exception {
        var run = DemoRun.inVirtualTime(new ManyFiles(folder));

        assertThat(run.lines())
                .containsExactly(
                        "Written: file_0.txt",
                        "Written: file_1.txt",
                        "Written: file_2.txt",
                        "Written: file_3.txt",
                        "Written: file_4.txt",
                        "file_0.txt: 50 lines",
                        "file_1.txt: 50 lines",
                        "file_2.txt: 50 lines",
                        "file_3.txt: 50 lines",
                        "file_4.txt: 50 lines");
        assertThat(folder).isEmptyDirectory();
    }
}
