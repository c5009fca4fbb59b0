package dev.catenary.demos.crawl;

import java.util.Locale;

/** A report for people. */
final class ReportText {
    private static final int PAGES_SHOWN = 3;

    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(Report report) {
        var lines = new ReportText();
        lines.add("%s: %s after %.1f s", report.start(), report.ending(), report.seconds());
        lines.counts(report);
        lines.timings(report);
        lines.skipped(report);
        lines.broken(report);
        return lines.text.toString();
    }

    private void counts(Report report) {
        add("  pages     %,d, %,.1f MB, %,.0f a second", report.pages(), report.bytes() / 1e6, rate(report));
        add("  files     %,d", report.files());
        add("  links     %,d, to %,d addresses on other hosts", report.links(), report.externalLinks());
        if (report.unvisited() > 0) add("  unvisited %,d", report.unvisited());
        if (report.setbacks() > 0) add("  setbacks  %,d requests tried again", report.setbacks());
    }

    private static double rate(Report report) {
        return report.pages() / Math.max(1e-3, report.seconds());
    }

    private void timings(Report report) {
        if (report.pages() == 0) return;
        var latency = report.latency();
        add(
                "  latency   p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
                latency.p50Millis(), latency.p95Millis(), latency.p99Millis());
        add("slowest pages");
        for (var page : report.slowest()) add("  %,8.1f ms  %s", page.millis(), page.page());
    }

    private void skipped(Report report) {
        if (report.skipped().isEmpty()) return;
        add("not checked: %,d", report.skipped().size());
        for (var skipped : report.skipped()) add("  %s: %s", skipped.address(), skipped.reason());
    }

    private void broken(Report report) {
        add("broken links: %,d", report.broken().size());
        for (var link : report.broken()) {
            add("  %s: %s", link.target(), link.reason());
            link.pages().stream().limit(PAGES_SHOWN).forEach(page -> add("    in %s", page));
            int more = link.pages().size() - PAGES_SHOWN;
            if (more > 0) add("    and in %,d more", more);
        }
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
