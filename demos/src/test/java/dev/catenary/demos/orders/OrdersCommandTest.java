package dev.catenary.demos.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.Demos;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class OrdersCommandTest {
    @Test
    void servedExchangeCarriesALoadAndAnswersAllBeforeItEnds() throws Exception {
        var printed = new PipedReader();
        var serving = serve(new PipedWriter(printed));
        var server = new Thread(serving, "serve");
        server.start();
        var lines = new BufferedReader(printed);
        var report = new StringWriter();

        var exitCode = load(lines.readLine(), report);
        server.interrupt(); // as Ctrl-C does

        assertThat(exitCode).isZero();
        assertThat(report.toString().lines())
                .anyMatch(line -> line.matches("requests  .* 2 clients, as fast as they can"))
                .contains("errors    none")
                .anyMatch(line -> line.matches("feed      1 listeners, trades each .*, missing 0"));
        assertThat(lines.readLine()).isEqualTo("closed, unanswered: 0");
        assertThat(serving.get()).isEqualTo(130);
    }

    @Test
    void loadOfNobodyIsNotClean() throws IOException {
        var report = new StringWriter();

        var exitCode = Demos.commandLine()
                .setOut(new PrintWriter(report))
                .execute("orders", "load", "--url", "http://127.0.0.1:1", "--listeners", "0", "--warm-up", "0");

        assertThat(exitCode).isEqualTo(1);
        assertThat(report.toString()).contains("errors    {ConnectException=32}");
    }

    private static FutureTask<Integer> serve(PipedWriter printed) {
        return new FutureTask<>(() -> Demos.commandLine()
                .setOut(new PrintWriter(printed))
                .execute("orders", "serve", "--orders-per-second", "100000"));
    }

    private static int load(String address, StringWriter report) {
        return Demos.commandLine()
                .setOut(new PrintWriter(report))
                .execute(
                        "orders",
                        "load",
                        "--url",
                        address,
                        "--clients",
                        "2",
                        "--listeners",
                        "1",
                        "--seconds",
                        "1",
                        "--warm-up",
                        "0");
    }
}
