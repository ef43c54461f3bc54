package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.audit.Audit;
import sekisho.audit.Certificates;
import sekisho.audit.Others;
import sekisho.audit.Report;
import sekisho.journal.JournalFailed;
import sekisho.journal.disclosure.DisclosureCheck;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;
import sekisho.witness.Anchors;
import sekisho.witness.WitnessKey;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `sekisho verify`: compares a log with what was signed. It needs no station, and may run while
/// one is writing.
@Command(
        name = "verify",
        description = {
            "Verify a log against its signed checkpoints.",
            "It is the data folder of a station, an export, or an address where its tiles are"
                    + " served.",
            "The first entry that is not as it was signed is named."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:sound",
            " 1:it could not be verified",
            " 2:called wrongly",
            "10:an entry was altered",
            "11:entries are missing",
            "12:the end was cut off, or the log was put back",
            "13:entries changed places, or one is there twice",
            "14:it is not what was signed",
            "15:a published file is not what the entries make",
            "16:an entry can't be read",
            "17:an export does not hold the range it says",
            "18:personal data were taken away without a record of their erasure",
            "19:recorded findings are not what the rules make of the entries"
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private KeysOption keys = new KeysOption();

    @Parameters(
            paramLabel = "WHERE",
            description = "A data folder, the folder of an export, or an http(s) address.")
    private String where = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = {
                "The log's public key, as text or as a file.",
                "Without it: the one in the folder of keys beside the data, or the export's own,"
                        + " which proves only that it fits together."
            })
    private @Nullable String key;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint that was kept elsewhere; any number of them.")
    private List<Path> kept = new ArrayList<>();

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = "The auditors' token, where the station serves its log to auditors only.")
    private @Nullable Path token;

    @Option(
            names = "--witness",
            paramLabel = "KEY",
            description = {
                "The public key of a witness, as text or as a file: it must have cosigned the log.",
                "Whoever stole the log's key can write another log, but have none cosigned."
            })
    private @Nullable String witness;

    @Option(
            names = "--timestamps",
            paramLabel = "PEM",
            description = {
                "Certificates by which time stamps are believed (RFC 3161): some must be there.",
                "What is dated can't have been written later, whoever has the log's key."
            })
    private @Nullable Path timestamps;

    @Option(
            names = "--certificates",
            paramLabel = "WHERE",
            description = {
                "A later export, or the data folder: what it certifies as erased was erased after"
                        + " this export was made."
            })
    private @Nullable Path certificates;

    @Option(names = "--json", description = "Print one JSON object instead of sentences.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        List<String> notes = new ArrayList<>();
        for (Path file : kept) {
            notes.addAll(KeptCheckpoints.in(file));
        }
        try (var progress = new Counting(err)) {
            Report report = report(notes, progress, err);
            progress.close();
            if (json) {
                out.println(report.json());
            } else {
                report.sentences().forEach(out::println);
            }
            return report.exitCode();
        } catch (IllegalArgumentException | JournalFailed e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailed(
                    where + " can't be read: " + (e.getMessage() == null ? e : e.getMessage()));
        }
    }

    private Report report(List<String> notes, Counting progress, PrintWriter err)
            throws IOException {
        if (where.startsWith("http://") || where.startsWith("https://")) {
            if (key == null) {
                throw new CommandFailed("tell the log's public key with --key");
            }
            return new Audit(told(key), notes, others(), progress::count)
                    .url(URI.create(where), token());
        }
        Path folder = Path.of(where);
        Folders folders = keys.folders(folder);
        if (Files.isDirectory(folders.journal())) {
            Path signed = folders.keys().resolve(SigningKey.SIGNED);
            if (Files.exists(signed)) {
                notes.add(Files.readString(signed));
            }
            return new Audit(key(folders.keys()), notes, others(), progress::count)
                    .folder(
                            folders.journal(),
                            folders.log(),
                            DisclosureCheck.of(folders.disclosures(), folders.keys()));
        }
        if (!Files.exists(folder.resolve("checkpoint"))) {
            throw new CommandFailed(where + " holds neither a journal nor an export");
        }
        VerifierKey verifier = key(folder);
        if (key == null) {
            err.println(
                    "the key is the export's own; compare its fingerprint with the one on the"
                            + " wall: "
                            + verifier.fingerprint());
        }
        return new Audit(verifier, notes, others(), later(folder, verifier), progress::count)
                .published(folder);
    }

    /// What a later part of the log certifies, once it is known to be one.
    private Erasures later(Path export, VerifierKey verifier) throws IOException {
        if (certificates == null) {
            return new Erasures();
        }
        var audit =
                new Audit(
                        verifier, List.of(Files.readString(export.resolve("checkpoint"))), _ -> {});
        Folders folders = keys.folders(certificates);
        boolean isData = Files.isDirectory(folders.journal());
        Report report =
                isData
                        ? audit.folder(folders.journal(), folders.log())
                        : audit.published(certificates);
        if (report.exitCode() != 0) {
            report.sentences()
                    .forEach(Objects.requireNonNull(spec).commandLine().getErr()::println);
            throw new CommandFailed(
                    certificates + " certifies nothing about this export: see above");
        }
        return isData
                ? Certificates.inJournal(folders.journal())
                : Certificates.inExport(certificates, verifier);
    }

    private Optional<String> token() throws IOException {
        return token == null ? Optional.empty() : Optional.of(Files.readString(token).strip());
    }

    private VerifierKey key(Path keys) throws IOException {
        if (key != null) {
            return told(key);
        }
        Path usual = keys.resolve(SigningKey.PUBLIC);
        if (!Files.exists(usual)) {
            throw new CommandFailed(
                    "there is no " + usual + ": tell the log's public key with --key");
        }
        return VerifierKey.parse(Files.readString(usual).strip());
    }

    private Others others() throws IOException {
        return new Others(
                witness == null ? Optional.empty() : Optional.of(WitnessKey.parse(text(witness))),
                timestamps == null ? Optional.empty() : Optional.of(Anchors.of(timestamps)));
    }

    private static VerifierKey told(String key) throws IOException {
        return VerifierKey.parse(text(key));
    }

    private static String text(String key) throws IOException {
        Path file = Path.of(key);
        return Files.exists(file) ? Files.readString(file).strip() : key;
    }
}
