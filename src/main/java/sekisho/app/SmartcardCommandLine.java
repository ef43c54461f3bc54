package sekisho.app;

import picocli.CommandLine.Command;

/// `sekisho smartcard`: what an installer needs at a desk's card reader.
@Command(
        name = "smartcard",
        description = "Look at the card readers of desks.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SmartcardWatchCommand.class)
final class SmartcardCommandLine {}
