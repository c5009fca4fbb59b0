package dev.catenary.demos.crawl;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a crawl has come. */
sealed interface ProgressView extends AutoCloseable {
    void show(Progress progress);

    @Override
    void close();

    /** A bar on a terminal, a line now and then elsewhere. */
    static ProgressView on(PrintWriter errors) {
        return System.console() == null ? new Lines(errors) : new Bar();
    }

    /** For people who watch. */
    final class Bar implements ProgressView {
        private final ProgressBar bar = new ProgressBarBuilder()
                .setUnit(" pages", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .build();

        @Override
        public void show(Progress progress) {
            bar.maxHint(progress.known());
            bar.stepTo(progress.pages());
            bar.setExtraMessage(words(progress));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** For logs. */
    final class Lines implements ProgressView {
        private static final int EVERY = 20;

        private final PrintWriter errors;
        private int shown;

        Lines(PrintWriter errors) {
            this.errors = errors;
        }

        @Override
        public void show(Progress progress) {
            if (++shown % EVERY != 0) return;
            errors.printf(Locale.ROOT, "crawl: %,d pages, %s%n", progress.pages(), words(progress));
            errors.flush();
        }

        @Override
        public void close() {}
    }

    private static String words(Progress progress) {
        return String.format(
                Locale.ROOT,
                "%,d links, %,.0f/s, %d in flight, %d errors",
                progress.links(),
                progress.pagesPerSecond(),
                progress.inFlight(),
                progress.errors());
    }
}
