package dev.catenary.demos.introduction;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** Fork gives a task and goes on; gather waits for all; and a scope waits for what nobody has waited for. */
public final class ForkAndGoOn implements Demo {
    private static final List<String> PAGES = List.of("one", "two", "three");

    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("Fork and go on: the scope waits");
        var watch = Stopwatch.start(scope.loop());
        Catenary.scope(downloads -> {
            for (var page : PAGES) downloads.fork(page, () -> download(page, out));
            out.line("Forked, after %s", watch);
            return null;
        });
        out.line("The scope has ended, after %s", watch);

        out.part("Gather the results");
        var gathering = Stopwatch.start(scope.loop());
        var sizes = Tasks.gather(PAGES.stream()
                .map(page -> scope.fork(page, () -> download(page, out)))
                .toList());
        out.line("%s, after %s", sizes, gathering);
    }

    private static int download(String page, Output out) throws InterruptedException {
        Catenary.sleep(Duration.ofSeconds(1));
        out.line("Downloaded %s", page);
        return page.length();
    }
}
