package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.account.Accounts;
import sekisho.app.config.Config;
import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;
import sekisho.journal.disclosure.Erasures.Hold;
import sekisho.journal.disclosure.Erasures.Request;
import sekisho.retention.Due;
import sekisho.retention.Erasing;
import sekisho.retention.NotAllowed;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// `sekisho retention`: what of the personal data is due, and its erasure by two people. For a
/// station that is not running: the one that runs holds the journal.
@Command(
        name = "retention",
        description = "List personal data that are due, and erase them by two people.",
        footer = {
            "",
            "One person asks, another approves; every step is a record, and of what is erased a",
            "certificate remains. The station must be stopped; one that runs does the same on its",
            "page for retention.",
            "Subjects are pseudonyms as records name them: visit:V-ABC234, person:p-0001, card:...",
            "A reason stays in the journal for good: write no names into it."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RetentionCommand {
    @Spec private @Nullable CommandSpec spec;

    /// The station whose data they are.
    static final class Where {
        @Option(
                names = "--config",
                required = true,
                paramLabel = "SITE.yaml",
                description = "The site file of the station.")
        private Path site = Path.of("");
    }

    /// Who does it.
    static final class Who {
        @Option(
                names = "--by",
                required = true,
                paramLabel = "ACCOUNT",
                description = "The account of who does it; its password is asked for.")
        private String account = "";

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "Holds the password, instead of asking for it.")
        private @Nullable Path passwordFile;
    }

    private interface Step {
        void take(Erasing erasing, PrintWriter out)
                throws NotAllowed, IOException, InterruptedException;
    }

    @Command(
            name = "list",
            description = "What is due, and since when.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Where where) throws Misconfigured, Refused, InterruptedException {
        return with(
                where,
                null,
                (erasing, out) -> {
                    List<Due> due = erasing.due();
                    for (Due one : due) {
                        out.printf(
                                "%s  %s: last recorded %s, kept until the day before %s%n",
                                one.subject(),
                                one.kind().name().toLowerCase(Locale.ROOT),
                                one.last(),
                                one.since());
                    }
                    for (Hold hold : erasing.holds()) {
                        out.printf(
                                "held by %s since %s (%s): %s%n",
                                hold.id(),
                                hold.at(),
                                hold.reason(),
                                hold.subjects().isEmpty()
                                        ? "everything"
                                        : String.join(" ", hold.subjects()));
                    }
                    out.printf("%d due%n", due.size());
                });
    }

    @Command(
            name = "requests",
            description = "Who has asked for which erasure.",
            mixinStandardHelpOptions = true)
    int requests(@Mixin Where where) throws Misconfigured, Refused, InterruptedException {
        return with(
                where,
                null,
                (erasing, out) -> {
                    for (Request one : erasing.requests()) {
                        out.printf(
                                "%s  %s: by %s, %d subjects (%s)%s%n",
                                one.id(),
                                one.state().name().toLowerCase(Locale.ROOT),
                                one.by(),
                                one.subjects().size(),
                                one.reason(),
                                one.approvedBy() == null
                                        ? ""
                                        : ", approved by " + one.approvedBy());
                        one.subjects().stream()
                                .limit(20)
                                .forEach(name -> out.println("    " + name));
                    }
                });
    }

    @Command(name = "request", description = "Ask for an erasure.", mixinStandardHelpOptions = true)
    int request(
            @Mixin Where where,
            @Mixin Who who,
            @Option(names = "--reason", required = true, description = "Why; without names.")
                    String reason,
            @Option(names = "--due", description = "Of everything that is due.") boolean due,
            @Option(
                            names = "--subject",
                            paramLabel = "SUBJECT",
                            description = "Of this subject; any number of them.")
                    @Nullable List<String> subjects,
            @Option(
                            names = "--named",
                            paramLabel = "TEXT",
                            description = "Of whoever has this in a name, company or card.")
                    @Nullable String named)
            throws Misconfigured, Refused, InterruptedException {
        return with(
                where,
                who,
                (erasing, out) -> {
                    List<String> wanted = new ArrayList<>(subjects == null ? List.of() : subjects);
                    if (due) {
                        erasing.due().stream()
                                .limit(Erasing.SUBJECTS_MAX / 3)
                                .forEach(one -> wanted.add(one.subject()));
                    }
                    if (named != null) {
                        wanted.addAll(erasing.named(named));
                    }
                    String id = erasing.request(who.account, reason, wanted);
                    out.printf("%s waits for the approval of a second person%n", id);
                });
    }

    @Command(
            name = "approve",
            description = "Approve somebody else's request, and erase.",
            mixinStandardHelpOptions = true)
    int approve(@Mixin Where where, @Mixin Who who, @Parameters(paramLabel = "REQUEST") String id)
            throws Misconfigured, Refused, InterruptedException {
        return with(
                where,
                who,
                (erasing, out) ->
                        out.printf(
                                "%s is done: %d commitments are certified as erased%n",
                                id, erasing.approve(who.account, id)));
    }

    @Command(
            name = "refuse",
            description = "Refuse a request, or take it back.",
            mixinStandardHelpOptions = true)
    int refuse(
            @Mixin Where where,
            @Mixin Who who,
            @Option(names = "--reason", required = true, description = "Why.") String reason,
            @Parameters(paramLabel = "REQUEST") String id)
            throws Misconfigured, Refused, InterruptedException {
        return with(
                where,
                who,
                (erasing, out) -> {
                    erasing.refuse(who.account, id, reason);
                    out.printf("%s is refused%n", id);
                });
    }

    @Command(
            name = "hold",
            description = "Keep subjects, or everything, from being erased.",
            mixinStandardHelpOptions = true)
    int hold(
            @Mixin Where where,
            @Mixin Who who,
            @Option(names = "--reason", required = true, description = "Why.") String reason,
            @Option(
                            names = "--subject",
                            paramLabel = "SUBJECT",
                            description = "This subject; any number of them. Without: everything.")
                    @Nullable List<String> subjects)
            throws Misconfigured, Refused, InterruptedException {
        return with(
                where,
                who,
                (erasing, out) ->
                        out.printf(
                                "%s holds%n",
                                erasing.hold(
                                        who.account,
                                        reason,
                                        subjects == null ? List.of() : subjects)));
    }

    @Command(name = "release", description = "End a hold.", mixinStandardHelpOptions = true)
    int release(
            @Mixin Where where,
            @Mixin Who who,
            @Option(names = "--reason", required = true, description = "Why.") String reason,
            @Parameters(paramLabel = "HOLD") String id)
            throws Misconfigured, Refused, InterruptedException {
        return with(
                where,
                who,
                (erasing, out) -> {
                    erasing.release(who.account, id, reason);
                    out.printf("%s has ended%n", id);
                });
    }

    private int with(Where where, @Nullable Who who, Step step)
            throws Misconfigured, Refused, InterruptedException {
        Config config = SiteFile.read(where.site);
        InstantSource clock = InstantSource.system();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try {
            if (who != null) {
                check(config, who);
            }
            try (Core core = Core.open(Folders.of(config), config.site(), config.policy(), clock)) {
                core.disclosures().enrol(config.people());
                Erasing erasing = Erasings.of(core, config, clock);
                erasing.finish();
                step.take(erasing, out);
            }
            return 0;
        } catch (NotAllowed | IOException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private static void check(Config config, Who who) throws IOException, InterruptedException {
        String password;
        Path file = who.passwordFile;
        Console console = System.console();
        if (file != null) {
            password = Files.readString(file).strip();
        } else if (console != null) {
            password = new String(console.readPassword("password of %s: ", who.account));
        } else {
            throw new CommandFailed("there is no terminal to ask for a password: --password-file");
        }
        if (!Accounts.open(config.data()).isPassword(who.account, password)) {
            throw new CommandFailed("this is not the password of " + who.account);
        }
    }
}
