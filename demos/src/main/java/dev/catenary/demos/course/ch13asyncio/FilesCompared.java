package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same files blocking on the loop and off it. The second way is not there to be faster, though it may be: it is there for
 * the other tasks, which have their turns meanwhile.
 */
public final class FilesCompared implements Demo {
    private static final List<Integer> NUMBERS = IntStream.range(0, 20).boxed().toList();
    private static final int AT_A_TIME = 8;

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var folder = scope.use(Folder.create());
        var bystander = new Bystander();
        scope.background().fork("bystander", bystander::takeTurns);
        Catenary.yieldNow();

        var blocking = Stopwatch.start(scope.loop());
        var before = bystander.turns;
        for (var number : NUMBERS) writeAndRead(folder.file("blocking" + number), number);
        out.line("Blocking: %d files, turns of others meanwhile: %d", NUMBERS.size(), bystander.turns - before);
        out.line("(after %s)", blocking);

        var offloaded = Stopwatch.start(scope.loop());
        before = bystander.turns;
        var read = Tasks.map(
                NUMBERS,
                AT_A_TIME,
                number -> Catenary.offload(() -> writeAndRead(folder.file("offloaded" + number), number)));
        out.line("Offloaded: %d files, turns of others meanwhile: %s", read.size(), some(bystander.turns - before));
        out.line("(after %s)", offloaded);
    }

    private static String some(int turns) {
        return turns == 0 ? "none" : "some";
    }

    private static String writeAndRead(Path file, int number) throws IOException {
        Files.writeString(file, ("test file " + number + "\n").repeat(100));
        return Files.readString(file);
    }

    /** A task that does something whenever it is its turn. */
    private static final class Bystander {
        int turns; // the loop's turn

        void takeTurns() throws InterruptedException {
            while (true) {
                turns++;
                Catenary.yieldNow();
            }
        }
    }
}
