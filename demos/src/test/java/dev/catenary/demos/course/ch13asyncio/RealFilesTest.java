package dev.catenary.demos.course.ch13asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class RealFilesTest {
    @Test
    void filesAreWrittenReadAndProcessed() throws Exception {
        var run = DemoRun.inRealTime(new FilesSideBySide());

        assertThat(run.lines().subList(1, 4))
                .containsExactlyInAnyOrder("written: test1.txt", "written: test2.txt", "written: test3.txt");
        assertThat(run.lines().subList(5, 8))
                .containsExactlyInAnyOrder("read: test1.txt", "read: test2.txt", "read: test3.txt");
        assertThat(run.lines().subList(8, 12))
                .containsExactly(
                        "characters: [46, 28, 14]",
                        "--- Through a pipeline ---",
                        "processed: [processed_test1.txt, processed_test2.txt, processed_test3.txt]",
                        "THE FIRST FILE | WITH LINES | TO WRITE AND TO READ");
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void fileIsReadLineByLine() throws Exception {
        var run = DemoRun.inRealTime(new LinesOfAFile());

        assertThat(run.lines())
                .containsExactly(
                        "25 lines, the last is 'line 25'",
                        "50 lines, the last is 'line 50'",
                        "75 lines, the last is 'line 75'",
                        "100 lines, the last is 'line 100'",
                        "the first two, and no more is read: [line 1, line 2]");
    }

    @Test
    void othersHaveTheirTurnsWhileFilesAreOffLoop() throws Exception {
        var run = DemoRun.inRealTime(new FilesCompared());

        assertThat(run.lines().get(0)).isEqualTo("Blocking: 20 files, turns of others meanwhile: 0");
        assertThat(run.lines().get(2)).isEqualTo("Offloaded: 20 files, turns of others meanwhile: some");
    }

    @Test
    void folderIsGoneWhenItIsClosed() throws Exception {
        var folder = Folder.create();
        Files.writeString(folder.file("a.txt"), "a");

        folder.close();

        assertThat(folder.path()).doesNotExist();
    }
}
