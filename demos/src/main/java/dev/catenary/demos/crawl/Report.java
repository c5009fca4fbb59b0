package dev.catenary.demos.crawl;

import java.util.Comparator;
import java.util.List;

/**
 * What a crawl has found, up to its end or up to where it was stopped.
 *
 * @param files what the site holds besides pages
 * @param externalLinks addresses on other hosts
 * @param links references in all pages, each occurrence counted
 * @param unvisited addresses the crawl has heard of and not visited
 * @param bytes of all pages
 * @param setbacks requests that failed in a way that may pass, and were tried again
 */
record Report(
        String start,
        Ending ending,
        double seconds,
        int pages,
        int files,
        int externalLinks,
        long links,
        int unvisited,
        long bytes,
        int setbacks,
        Latency latency,
        List<PageTiming> slowest,
        List<BrokenLink> broken,
        List<SkippedAddress> skipped) {
    private static final int SLOWEST = 5;

    static Report of(Address start, Ending ending, Tally tally, SiteMap map) {
        var timings = tally.timings();
        return new Report(
                start.toString(),
                ending,
                tally.elapsed().toMillis() / 1e3,
                tally.pages(),
                tally.files(),
                tally.externalLinks(),
                tally.links(),
                map.unvisited(),
                tally.bytes(),
                tally.setbacks(),
                Latency.of(timings),
                slowest(timings),
                map.broken(start),
                map.skipped());
    }

    private static List<PageTiming> slowest(List<PageTiming> timings) {
        return timings.stream()
                .sorted(Comparator.comparingDouble(PageTiming::millis).reversed())
                .limit(SLOWEST)
                .toList();
    }

    /** Whether the whole site was seen and every link of it leads somewhere. */
    boolean isClean() {
        return broken.isEmpty() && ending == Ending.COMPLETE;
    }
}
