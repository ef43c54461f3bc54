package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import sekisho.config.Misconfigured;
import sekisho.journal.JournalFailed;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The program: one command a task.
///
/// It ends with 0 when all went well, 1 when something could not be done, and 2 when it was called
/// or configured wrongly; what is wrong is said in words.
@Command(
        name = "sekisho",
        description = "Watches rooms full of servers: who is inside, what is plugged in.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            ReplayCommand.class,
            ExplainCommand.class,
            ImportCommand.class,
            VerifyCommand.class,
            RetentionCommand.class,
            AccountCommand.class,
            ExportCommand.class,
            KeyCommand.class,
            CheckpointCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AgentCommand.class,
            BaselineCommand.class,
            OsdpCommandLine.class,
            PdCommand.class,
            SerialCommandLine.class,
            SmartcardCommandLine.class,
            BenchCommand.class
        },
        footer = {"", "\"sekisho COMMAND --help\" tells more about one of them."})
public final class Main {
    private static final int FAILED = 1;
    private static final int CALLED_WRONGLY = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(execute(System.out, System.err, arguments));
    }

    /// Runs one command and answers with its exit code.
    static int execute(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(writer(out))
                .setErr(writer(err))
                .setParameterExceptionHandler(Main::calledWrongly)
                .setExecutionExceptionHandler(Main::failed)
                .setUsageHelpAutoWidth(true)
                .execute(arguments);
    }

    /// Names are Japanese wherever the terminal's own idea of characters comes from.
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int calledWrongly(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("sekisho: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println(
                "\"%s --help\" tells what there is."
                        .formatted(command.getCommandSpec().qualifiedName()));
        return CALLED_WRONGLY;
    }

    private static int failed(
            Exception e, CommandLine command, CommandLine.@Nullable ParseResult parsed)
            throws Exception {
        PrintWriter err = command.getErr();
        return switch (e) {
            case Misconfigured faulty -> {
                faulty.faults().forEach(err::println);
                int count = faulty.faults().size();
                err.println(count == 1 ? "sekisho: 1 fault" : "sekisho: " + count + " faults");
                yield CALLED_WRONGLY;
            }
            case CommandFailed told -> {
                err.println("sekisho: " + told.getMessage());
                yield FAILED;
            }
            case Refused told -> {
                err.println("sekisho: " + told.getMessage());
                yield FAILED;
            }
            case JournalFailed told -> {
                err.println("sekisho: " + told.getMessage());
                yield FAILED;
            }
            default -> throw e;
        };
    }

    /// The version that the jar was built as.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String built = Main.class.getPackage().getImplementationVersion();
            return new String[] {"sekisho " + (built == null ? "(not built as a jar)" : built)};
        }
    }
}
