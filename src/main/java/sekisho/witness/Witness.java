package sekisho.witness;

import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Cosignatures;
import sekisho.journal.tree.Hash;
import sekisho.journal.tree.Note;
import sekisho.journal.tree.SignedTree;
import sekisho.site.SourceId;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Has checkpoints cosigned by a witness (C2SP tlog-witness, `add-checkpoint`).
///
/// A witness cosigns only what goes on from all that it has cosigned before, so whoever believes
/// the witness sees the one log that everybody sees. What it knows of this log is remembered with
/// its newest cosignature; if it knows another size, it says so itself.
public final class Witness implements Outsider {
    /// How the journal calls the witness.
    public static final SourceId ID = new SourceId("witness");

    /// A busy log is signed every few seconds; the newest cosignature stands for all before it.
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    /// What it says of its size may have changed once meanwhile, and not again.
    private static final int ATTEMPTS = 3;

    private static final int ANSWER_MAX = 64 << 10;

    private final WitnessConfig config;
    private final Cosignatures kept;
    private final Mailbox post;
    private @Nullable Checkpoint latest;
    private Instant last = Instant.MIN;

    /// @param log the folder of the published tree
    public Witness(WitnessConfig config, Path log) throws IOException {
        this.config = config;
        this.kept = Cosignatures.in(log);
        this.post = new Mailbox(config.url(), "add-checkpoint", ANSWER_MAX);
        remember();
    }

    /// What stands there is no more than a hint: the witness knows better.
    private void remember() throws IOException {
        String note = kept.newest();
        try {
            Instant time = note == null ? null : config.key().cosigned(note);
            if (note != null && time != null) {
                latest = Checkpoint.parse(Note.parse(note).text());
                last = time;
            }
        } catch (IllegalArgumentException e) {
            latest = null;
        }
    }

    @Override
    public SourceId id() {
        return ID;
    }

    @Override
    public boolean wants(SignedTree tree, Instant now) {
        Checkpoint before = latest;
        return before == null
                || !before.equals(tree.checkpoint())
                        && (last.isAfter(now) || !last.plus(AT_MOST_EVERY).isAfter(now));
    }

    @Override
    public void give(SignedTree tree, Instant now)
            throws IOException, InterruptedException, Objection {
        Checkpoint before = latest;
        long old = before == null ? 0 : Math.min(before.size(), tree.size());
        for (int i = 0; i < ATTEMPTS; i++) {
            HttpResponse<byte[]> answer =
                    post.send(
                            body(tree, old).getBytes(StandardCharsets.UTF_8),
                            "text/plain; charset=utf-8");
            switch (answer.statusCode()) {
                case 200 -> {
                    keep(tree, new String(answer.body(), StandardCharsets.UTF_8), now);
                    return;
                }
                case 409 -> {
                    if (answer.body().length == 0 && old == tree.size()) {
                        // Some answer so where the specification wants 422.
                        throw anotherLog(old);
                    }
                    old = known(tree, new String(answer.body(), StandardCharsets.UTF_8));
                }
                case 422 -> throw anotherLog(old);
                case 403, 404 ->
                        throw new IOException(
                                "the witness does not know this log or its key (status "
                                        + answer.statusCode()
                                        + ")");
                default ->
                        throw new IOException(
                                "the witness answers with status " + answer.statusCode());
            }
        }
        throw new IOException("the witness names another size each time");
    }

    private Objection anotherLog(long old) {
        return new Objection(
                "the witness "
                        + config.key().name()
                        + " has seen another log: its first "
                        + old
                        + " entries are not the first "
                        + old
                        + " of this one");
    }

    private static String body(SignedTree tree, long old) {
        var body = new StringBuilder("old ").append(old).append('\n');
        List<Hash> proof = old == 0 ? List.of() : tree.consistency(old);
        proof.forEach(hash -> body.append(hash.base64()).append('\n'));
        return body.append('\n').append(tree.note()).toString();
    }

    /// The size that the witness has cosigned last.
    private long known(SignedTree tree, String answer) throws IOException, Objection {
        if (!answer.matches("(0|[1-9][0-9]{0,17})\n")) {
            throw new IOException("the witness does not tell the size it knows");
        }
        long size = Long.parseLong(answer.strip());
        if (size > tree.size()) {
            throw new Objection(
                    "the witness "
                            + config.key().name()
                            + " has cosigned "
                            + size
                            + " entries of this log, and it has "
                            + tree.size()
                            + ": it is an older copy");
        }
        return size;
    }

    private void keep(SignedTree tree, String lines, Instant now) throws IOException {
        String text = tree.checkpoint().text();
        List<Note.Line> signatures = Note.signatures(lines);
        Instant time = config.key().cosigned(text, signatures);
        if (time == null) {
            throw new IOException("the witness cosigns by another key than the configured one");
        }
        var note = new StringBuilder(tree.note());
        signatures.stream()
                .filter(line -> config.key().cosigned(text, List.of(line)) != null)
                .forEach(line -> note.append(line.written()).append('\n'));
        kept.keep(note.toString(), latest == null || !day(last).equals(day(now)));
        latest = tree.checkpoint();
        last = now;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
