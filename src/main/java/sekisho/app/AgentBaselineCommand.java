package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.sensor.usb.UsbGuardRules;
import sekisho.sensor.usb.UsbSwitches;
import sekisho.site.DevicePattern;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho agent baseline`, on a machine: prints devices for `sekisho baseline adopt` at the
/// station. What is a machine's own is decided there.
@Command(
        name = "baseline",
        description = {
            "On a machine: print devices that may be its own.",
            "\"sekisho baseline adopt\" takes them at the station."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AgentBaselineCommand.Propose.class, AgentBaselineCommand.Import.class})
final class AgentBaselineCommand {

    /// `sekisho agent baseline propose`.
    @Command(
            name = "propose",
            description = "Print what is plugged in now, each device in its port.",
            mixinStandardHelpOptions = true)
    static final class Propose implements Callable<Integer> {
        @Spec private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            try {
                List<DevicePattern> devices =
                        new UsbSwitches()
                                .devices().stream()
                                        .filter(device -> !device.isHub())
                                        .map(device ->
                                                DevicePattern.of(
                                                        device.vid(),
                                                        device.pid(),
                                                        device.serial(),
                                                        device.port(),
                                                        device.interfaces()))
                                        .toList();
                PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
                BaselineLines.write(devices).forEach(out::println);
                return 0;
            } catch (IOException e) {
                throw new CommandFailed("what is plugged in can't be read: " + e.getMessage());
            }
        }
    }

    /// `sekisho agent baseline import`.
    @Command(
            name = "import",
            description = {
                "Print what USBGuard's rules allow.",
                "A rule that can't be taken over is named, and makes the command end with 1."
            },
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        private static final Path RULES = Path.of("/etc/usbguard/rules.conf");
        private static final Path FOLDER = Path.of("/etc/usbguard/rules.d");

        @Spec private @Nullable CommandSpec spec;

        @Parameters(
                arity = "0..*",
                paramLabel = "FILE",
                description =
                        "Files of rules; without any, /etc/usbguard/rules.conf and those in"
                                + " /etc/usbguard/rules.d.")
        private List<Path> files = new ArrayList<>();

        @Override
        public Integer call() {
            var line = Objects.requireNonNull(spec).commandLine();
            boolean whole = true;
            try {
                for (Path file : files.isEmpty() ? usual() : files) {
                    for (var rule : UsbGuardRules.file(Files.readString(file))) {
                        if (rule.pattern() != null) {
                            BaselineLines.write(List.of(rule.pattern()))
                                    .forEach(line.getOut()::println);
                        } else {
                            whole = false;
                            line.getErr()
                                    .printf(
                                            "%s:%d: %s%n    %s%n",
                                            file, rule.line(), rule.fault(), rule.rule());
                        }
                    }
                }
            } catch (IOException e) {
                throw new CommandFailed("the rules can't be read (it takes root): " + e);
            }
            return whole ? 0 : 1;
        }

        /// In the order in which USBGuard reads them.
        private static List<Path> usual() throws IOException {
            var all = new ArrayList<Path>();
            if (Files.exists(RULES)) {
                all.add(RULES);
            }
            if (Files.isDirectory(FOLDER)) {
                try (DirectoryStream<Path> more = Files.newDirectoryStream(FOLDER, "*.conf")) {
                    more.forEach(all::add);
                }
            }
            if (all.isEmpty()) {
                throw new CommandFailed("USBGuard has no rules here: name a file");
            }
            all.subList(Files.exists(RULES) ? 1 : 0, all.size()).sort(null);
            return all;
        }
    }
}
