package dev.catenary.demos.orders;

import picocli.CommandLine.Command;

@Command(
        name = "orders",
        description = "An exchange: orders over HTTP, trades over WebSocket, both in a database; and a load for it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ServeCommand.class, LoadCommand.class})
public final class OrdersCommand {}
