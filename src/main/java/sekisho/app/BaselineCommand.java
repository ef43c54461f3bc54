package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.config.Misconfigured;
import sekisho.edge.LinkServer;
import sekisho.journal.RawEntry;
import sekisho.journal.StoredJournal;
import sekisho.site.DevicePattern;
import sekisho.site.MachineId;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho baseline`, at the station: which devices are a machine's own.
@Command(
        name = "baseline",
        description = "At the station: show or adopt which devices are a machine's own.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BaselineCommand.Show.class, BaselineCommand.Adopt.class})
final class BaselineCommand {

    /// `sekisho baseline show MACHINE`.
    @Command(
            name = "show",
            description = "Print the devices that were adopted as a machine's own, one in a line.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;

        @Mixin private final AgentAtStation at = new AgentAtStation();

        @Override
        public Integer call() throws Misconfigured {
            MachineId machine = at.machine();
            BaselineAdopted newest = newest(machine);
            var line = Objects.requireNonNull(spec).commandLine();
            if (newest == null) {
                throw new CommandFailed(
                        "no baseline of "
                                + machine
                                + " was adopted yet: sekisho baseline adopt, or the board");
            }
            PrintWriter out = line.getOut();
            BaselineLines.write(newest.devices()).forEach(out::println);
            line.getErr()
                    .printf(
                            "%d devices, adopted %s by %s%n",
                            newest.devices().size(),
                            Times.write(newest.at()),
                            newest.by() == null ? "nobody named" : newest.by());
            return 0;
        }

        private @Nullable BaselineAdopted newest(MachineId machine) throws Misconfigured {
            var found = new BaselineAdopted[1];
            StoredJournal.in(new Folders(at.data()).journal())
                    .forEach(entry -> {
                        BaselineAdopted one = baseline(entry);
                        if (one != null && one.machine().equals(machine)) {
                            found[0] = one;
                        }
                    });
            return found[0];
        }

        private static @Nullable BaselineAdopted baseline(RawEntry entry) {
            if (!new String(entry.bytes(), StandardCharsets.UTF_8).contains("machine.baseline")) {
                return null;
            }
            try {
                var fact = FactCodec.read(entry.bytes(), 0, entry.bytes().length).fact();
                return fact instanceof BaselineAdopted one ? one : null;
            } catch (Unreadable e) {
                return null; // an entry of another kind
            }
        }
    }

    /// `sekisho baseline adopt MACHINE FILE`.
    @Command(
            name = "adopt",
            description = {
                "Adopt devices as a machine's own; nothing else is its own any more.",
                "They are as \"agent baseline\" prints them on the machine, one in a line."
            },
            mixinStandardHelpOptions = true)
    static final class Adopt implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;

        @Mixin private final AgentAtStation at = new AgentAtStation();

        @Parameters(
                index = "1",
                paramLabel = "FILE",
                description = "The devices; - reads them from stdin.")
        private String file = "";

        @Override
        public Integer call() throws Misconfigured {
            try {
                List<DevicePattern> devices = BaselineLines.read(text());
                var baseline =
                        new BaselineAdopted(
                                Instant.now(),
                                at.zone(),
                                at.machine(),
                                devices,
                                AgentAtStation.by());
                LinkServer.adopt(at.keys(), baseline);
                Objects.requireNonNull(spec)
                        .commandLine()
                        .getOut()
                        .printf(
                                "%d devices are to be %s's own: a running station records it"
                                        + " within seconds, another one at its start%n",
                                devices.size(), at.machine());
                return 0;
            } catch (IOException | Unreadable e) {
                throw new CommandFailed(String.valueOf(e.getMessage()));
            }
        }

        private String text() throws IOException {
            return file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        }
    }
}
