package sekisho.app;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;
import sekisho.site.MachineId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What commands about an agent need at the station. They leave a file in the folder of the
/// station's keys, where only the station's own user may write.
final class AgentAtStation {
    @Parameters(paramLabel = "MACHINE", description = "The machine, as the site file calls it.")
    private String machine = "";

    @Option(
            names = "--config",
            required = true,
            paramLabel = "SITE.YAML",
            description = "The station's site file.")
    private Path file = Path.of("");

    /// The machine, which the plan has.
    MachineId machine() throws Misconfigured {
        for (var one : SiteFile.read(file).site().machines()) {
            if (one.id().value().equals(machine)) {
                return one.id();
            }
        }
        throw new CommandFailed(
                "the site file has no machine " + machine + ": add it under machines");
    }

    /// Where it stands.
    ZoneId zone() throws Misconfigured {
        for (var one : SiteFile.read(file).site().machines()) {
            if (one.id().value().equals(machine)) {
                return one.zone();
            }
        }
        throw new CommandFailed("the site file has no machine " + machine);
    }

    /// The station's data.
    Path data() throws Misconfigured {
        return SiteFile.read(file).data();
    }

    /// The folder of the station's keys.
    Path keys() throws Misconfigured, IOException {
        Path keys = agents().keys();
        if (Files.exists(keys)) {
            String owner = Files.getOwner(keys).getName();
            if (!owner.equals(by())) {
                throw new CommandFailed(
                        keys
                                + " belongs to "
                                + owner
                                + ", and the station could not read what "
                                + by()
                                + " leaves there: call this as "
                                + owner
                                + " (sudo -u "
                                + owner
                                + " sekisho …)");
            }
        }
        return keys;
    }

    int port() throws Misconfigured {
        return agents().listen().port();
    }

    private Config.Agents agents() throws Misconfigured {
        Config.Agents agents = SiteFile.read(file).agents();
        if (agents == null) {
            throw new CommandFailed(file + " has no \"agents\": this station takes none");
        }
        return agents;
    }

    /// Who calls.
    static String by() {
        return System.getProperty("user.name");
    }
}
