package sekisho.app;

import picocli.CommandLine.Command;

/// `sekisho osdp`: what an installer needs at a line of readers.
@Command(
        name = "osdp",
        description = "Look at a line of OSDP readers, or set one of them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {OsdpTraceCommand.class, OsdpSetCommand.class})
final class OsdpCommandLine {}
