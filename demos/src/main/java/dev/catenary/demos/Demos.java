package dev.catenary.demos;

import dev.catenary.demos.crawl.CrawlCommand;
import dev.catenary.demos.mixed.LibraryCommand;
import dev.catenary.demos.mixed.PricesCommand;
import dev.catenary.demos.tutorial.ListCommand;
import dev.catenary.demos.tutorial.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program: each demo is a subcommand. */
@Command(
        name = "demos",
        description = "Programs written with Catenary.",
        mixinStandardHelpOptions = true,
        version = "catenary demos 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CrawlCommand.class,
            PricesCommand.class,
            LibraryCommand.class,
            ListCommand.class,
            RunCommand.class
        })
public final class Demos {
    private Demos() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Split from {@link #main} so that a test can run a command without ending its JVM. */
    public static CommandLine commandLine() {
        return new CommandLine(new Demos())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Demos::refuse);
    }

    private static int refuse(ParameterException misuse, String... arguments) {
        var command = misuse.getCommandLine();
        command.getErr().println(misuse.getMessage());
        command.getErr().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
