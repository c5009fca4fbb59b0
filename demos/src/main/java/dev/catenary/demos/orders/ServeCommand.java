package dev.catenary.demos.orders;

import dev.catenary.Catenary;
import dev.catenary.Event;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Serves until Ctrl-C, and then answers what it has accepted.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where to listen; 0: any free port.")
    private int port;

    @Option(
            names = "--instruments",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "TEA,SILK,SPICE",
            description = "What is traded.")
    private Set<String> instruments = new LinkedHashSet<>();

    @Option(
            names = "--orders-per-second",
            paramLabel = "N",
            defaultValue = "1000",
            description = "What each client may send.")
    private int ordersPerSecond;

    @Option(names = "--in-flight", paramLabel = "N", defaultValue = "1024", description = "Orders worked on at a time.")
    private int inFlight;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "4", description = "To the database.")
    private int connections;

    @Option(
            names = "--drain",
            paramLabel = "DURATION",
            defaultValue = "PT3S",
            description = "How long accepted orders may take once this ends.")
    private Duration drain = Duration.ZERO;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        var settings = ExchangeSettings.of(instruments.toArray(String[]::new))
                .ordersPerSecond(ordersPerSecond, Math.max(1, ordersPerSecond / 10))
                .inFlight(inFlight)
                .drain(drain);
        try (var ledger = DatabaseLedger.open("jdbc:h2:mem:orders", connections)) {
            serve(settings, ledger);
        } catch (InterruptedException | CancellationException ctrlC) {
            // which has closed the server
        }
        return INTERRUPTED;
    }

    private void serve(ExchangeSettings settings, Ledger ledger) throws InterruptedException {
        Catenary.run(scope -> {
            var server = new OrderServer(settings, ledger, port);
            scope.use(() -> {
                server.close();
                print("closed, unanswered: " + server.unanswered());
            });
            print(server.address());
            Event.create("Ctrl-C").await();
            return null;
        });
    }

    private void print(String line) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
