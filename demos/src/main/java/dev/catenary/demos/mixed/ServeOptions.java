package dev.catenary.demos.mixed;

import dev.catenary.Catenary;
import dev.catenary.Event;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the commands of both services share. */
final class ServeOptions {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where to listen on loopback; any free port by default.")
    private int port;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** Tells the address and serves until Ctrl-C, which cancels the wait in here and waits for the close. */
    int serve(IntFunction<Served> service, String toTry) {
        try {
            Catenary.run(scope -> {
                var served = scope.use(service.apply(port));
                print(served.address() + toTry);
                Event.create("Ctrl-C").await();
                return null;
            });
        } catch (InterruptedException | CancellationException e) {
            // that was Ctrl-C
        }
        return 130;
    }

    private void print(String line) {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
