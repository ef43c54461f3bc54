package sekisho.app;

import picocli.CommandLine.Command;

/// `sekisho serial`: what installers need at a line whose form they describe.
@Command(
        name = "serial",
        description = "Look at a line of a converter or panel, to describe its form.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SerialWatchCommand.class, SerialReplayCommand.class})
final class SerialCommandLine {}
