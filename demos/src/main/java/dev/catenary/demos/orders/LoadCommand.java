package dev.catenary.demos.orders;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description = "Sends orders to an exchange, listens to its feed, and tells how long the answers took.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    @Option(names = "--url", paramLabel = "URL", required = true, description = "The exchange.")
    private @Nullable URI url;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "32", description = "Each waits for its last answer.")
    private int clients;

    @Option(names = "--listeners", paramLabel = "N", defaultValue = "2", description = "To the feed.")
    private int listeners;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "Measured, after the warm-up.")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "5", description = "Seconds that are not measured.")
    private int warmUp;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Requests a second of all clients together, each measured from when it was due; 0: as fast as they can.")
    private int rate;

    @Option(names = "--instrument", paramLabel = "NAME", defaultValue = "TEA", description = "What they trade.")
    private String instrument = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var settings = new Load.Settings(
                Objects.requireNonNull(url),
                instrument,
                clients,
                listeners,
                rate,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds));
        try {
            var report = Load.run(settings);
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            report.lines().forEach(out::println);
            out.flush();
            return report.isClean() ? 0 : FAILED;
        } catch (CancellationException ctrlC) {
            return INTERRUPTED;
        }
    }
}
