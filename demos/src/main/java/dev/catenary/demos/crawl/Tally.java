package dev.catenary.demos.crawl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the crawl has done so far, in numbers. */
final class Tally {
    private final List<PageTiming> timings = new ArrayList<>();
    private final long began = System.nanoTime();
    private long links;
    private long bytes;
    private int files;
    private int external;
    private int errors;
    private int setbacks;

    void page(Address address, Reply reply, Page page) {
        timings.add(new PageTiming(
                address.toString(),
                reply.latency().toNanos() / 1e6,
                reply.content().bytes().length));
        bytes += reply.content().bytes().length;
        links += page.linkCount();
    }

    void file() {
        files++;
    }

    void external() {
        external++;
    }

    void error() {
        errors++;
    }

    /** A request failed in a way that may pass. */
    void setback() {
        setbacks++;
    }

    int pages() {
        return timings.size();
    }

    int files() {
        return files;
    }

    int externalLinks() {
        return external;
    }

    long links() {
        return links;
    }

    long bytes() {
        return bytes;
    }

    int errors() {
        return errors;
    }

    int setbacks() {
        return setbacks;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    double pagesPerSecond() {
        return pages() / Math.max(1e-3, elapsed().toNanos() / 1e9);
    }

    List<PageTiming> timings() {
        return List.copyOf(timings);
    }
}
