package dev.catenary.demos.crawl;

import dev.catenary.Catenary;
import dev.catenary.LoopOptions;
import dev.catenary.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the crawl: from arguments to a report and an exit code. */
@Command(
        name = "crawl",
        description = {
            "Checks the links of a site, from one page on.",
            "Without a url the site is an embedded one on loopback: the javadoc of AssertJ."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every link leads somewhere",
            "1:there are broken links, or the time was up too early to know",
            "2:the command line makes no sense",
            "130:interrupted"
        })
public final class CrawlCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(100);

    @Mixin
    private CrawlOptions options = new CrawlOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        check();
        if (options.url != null) return crawl(settings(options.url));
        try (var site = site()) {
            return crawl(settings(site.start()));
        }
    }

    private void check() {
        try {
            options.check();
        } catch (IllegalArgumentException e) {
            throw misuse(e);
        }
    }

    private EmbeddedSite site() {
        try {
            return options.openSite();
        } catch (IOException e) {
            throw misuse(e);
        }
    }

    private CrawlSettings settings(String start) {
        try {
            return options.settings(start);
        } catch (BadAddressException e) {
            throw misuse(e);
        }
    }

    private ParameterException misuse(Exception cause) {
        return new ParameterException(commandLine(), cause.getMessage(), cause);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private int crawl(CrawlSettings settings) {
        var crawl = new Crawl(settings);
        try {
            Catenary.run(loop(), scope -> watched(crawl, scope));
        } catch (InterruptedException | CancellationException e) {
            // the report says so
        } catch (IllegalStateException e) {
            throw misuse(e); // this JVM has no such carrier
        }
        return exitCode(crawl.report());
    }

    /** A big page that is parsed by a cold JVM keeps the turn for some tenths of a second, which is no news. */
    private LoopOptions loop() {
        return LoopOptions.named("crawl").carrier(options.carrier).stallAfter(Duration.ofSeconds(1));
    }

    /** The report is part of the crawl's clean-up, which Ctrl-C waits for. */
    private @Nullable Void watched(Crawl crawl, Scope scope) throws InterruptedException {
        try (var view = ProgressView.on(commandLine().getErr());
                var ticker = Ticker.every(TICK, scope.loop(), () -> view.show(crawl.progress()))) {
            crawl.run();
        } finally {
            print(crawl.report());
        }
        return null;
    }

    private void print(Report report) {
        var out = commandLine().getOut();
        out.print(options.json ? ReportJson.of(report) : ReportText.of(report));
        out.flush();
    }

    private static int exitCode(Report report) {
        if (report.ending() == Ending.CANCELLED) return 130;
        return report.isClean() ? 0 : 1;
    }
}
