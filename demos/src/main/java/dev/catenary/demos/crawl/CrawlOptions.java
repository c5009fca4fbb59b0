package dev.catenary.demos.crawl;

import dev.catenary.Carrier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What the user may say, and which of it makes sense. */
final class CrawlOptions {
    private static final double POLITE_RATE = 20;

    @Parameters(arity = "0..1", paramLabel = "URL", description = "the page to start from; its host is not left")
    @Nullable String url;

    @Option(names = "--concurrency", paramLabel = "N", description = "visits at once (default: ${DEFAULT-VALUE})")
    int concurrency = 16;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "requests a second to one host (default: 20; the embedded site: no limit)")
    @Nullable Double rate;

    @Option(
            names = "--page-timeout",
            paramLabel = "TIME",
            converter = Time.class,
            defaultValue = "10s",
            description = "for one request, like 500ms, 10s, 2m (default: ${DEFAULT-VALUE})")
    Duration pageTimeout = Duration.ZERO;

    @Option(
            names = "--total-timeout",
            paramLabel = "TIME",
            converter = Time.class,
            defaultValue = "1h",
            description = "for the whole crawl (default: ${DEFAULT-VALUE})")
    Duration totalTimeout = Duration.ZERO;

    @Option(names = "--max-pages", paramLabel = "N", description = "visit no more of them (default: ${DEFAULT-VALUE})")
    int maxPages = 100_000;

    @Option(
            names = "--max-page-size",
            paramLabel = "MB",
            description = "larger pages are not checked (default: ${DEFAULT-VALUE})")
    int maxPageSize = 10;

    @Option(
            names = "--max-redirects",
            paramLabel = "N",
            description = "follow no more in a row (default: ${DEFAULT-VALUE})")
    int maxRedirects = 10;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "after 5xx, 429 and broken connections (default: ${DEFAULT-VALUE})")
    int retries = 3;

    @Option(
            names = "--external",
            paramLabel = "WHEN",
            description = "check links to other hosts: on, off, or auto, which is off for the embedded site")
    ExternalLinks external = ExternalLinks.AUTO;

    @Option(names = "--no-robots", description = "do not ask for robots.txt")
    boolean noRobots;

    @Option(names = "--user-agent", paramLabel = "NAME", description = "as servers see it (default: ${DEFAULT-VALUE})")
    String userAgent = "catenary-crawl/0.1";

    @Option(names = "--json", description = "write the report as json")
    boolean json;

    @Option(
            names = "--carrier",
            paramLabel = "NAME",
            description = "what runs the tasks: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Carrier carrier = Carrier.AUTOMATIC;

    @Option(names = "--chaos", description = "the embedded site is slow, fails, throttles, hangs up and redirects")
    boolean chaos;

    @Option(names = "--seed", paramLabel = "N", description = "which chaos (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(names = "--site", paramLabel = "JAR", description = "the jar that is the embedded site")
    @Nullable Path site;

    /** @throws IllegalArgumentException if a value is out of its range, or one option speaks against another */
    void check() {
        atLeast(1, concurrency, "--concurrency");
        atLeast(1, maxPages, "--max-pages");
        atLeast(1, maxPageSize, "--max-page-size");
        atLeast(0, maxRedirects, "--max-redirects");
        atLeast(0, retries, "--retries");
        if (rate != null && !(rate > 0)) throw new IllegalArgumentException("--rate <= 0: " + rate);
        if (!userAgent.matches("[!-~][ -~]*"))
            throw new IllegalArgumentException("--user-agent is not printable ascii: '" + userAgent + "'");
        if (url != null && (chaos || site != null))
            throw new IllegalArgumentException("--chaos and --site are for the embedded site, not for a url: " + url);
    }

    private static void atLeast(int least, int value, String option) {
        if (value < least) throw new IllegalArgumentException(option + " < " + least + ": " + value);
    }

    EmbeddedSite openSite() throws IOException {
        return EmbeddedSite.open(site == null ? EmbeddedSite.javadoc() : site, chaos ? Chaos.of(seed) : Chaos.none());
    }

    CrawlSettings settings(String start) throws BadAddressException {
        boolean embedded = url == null;
        return new CrawlSettings(
                Address.of(start),
                concurrency,
                rate != null ? rate : embedded ? Double.POSITIVE_INFINITY : POLITE_RATE,
                pageTimeout,
                totalTimeout,
                maxPages,
                retries,
                maxRedirects,
                maxPageSize * 1_000_000L,
                external == ExternalLinks.AUTO ? !embedded : external == ExternalLinks.ON,
                !noRobots,
                userAgent);
    }

    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return DurationText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
