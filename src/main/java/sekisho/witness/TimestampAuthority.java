package sekisho.witness;

import org.bouncycastle.tsp.TimeStampRequest;
import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.SignedTree;
import sekisho.journal.tree.Timestamps;
import sekisho.site.SourceId;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Has a checkpoint dated every day by a time stamping authority (RFC 3161): whoever has the log's
/// key can't write today what he says was signed then.
public final class TimestampAuthority implements Outsider {
    /// How the journal calls the authority.
    public static final SourceId ID = new SourceId("timestamps");

    private static final int ANSWER_MAX = 1 << 20;

    private final Anchors anchors;
    private final Timestamps kept;
    private final Mailbox post;
    private final SecureRandom random = new SecureRandom();
    private @Nullable LocalDate last;

    /// @param log the folder of the published tree
    /// @throws IllegalArgumentException when the file of the anchors holds none
    public TimestampAuthority(TimestampConfig config, Path log) throws IOException {
        this.anchors = Anchors.of(config.anchors());
        this.kept = Timestamps.in(log);
        this.post = new Mailbox(config.url(), "", ANSWER_MAX);
        List<LocalDate> days = kept.days();
        this.last = days.isEmpty() ? null : days.getLast();
    }

    @Override
    public SourceId id() {
        return ID;
    }

    @Override
    public boolean wants(SignedTree tree, Instant now) {
        LocalDate before = last;
        return before == null || before.isBefore(day(now));
    }

    @Override
    public void give(SignedTree tree, Instant now) throws IOException, InterruptedException {
        TimeStampRequest request =
                Timestamp.request(tree.note(), new BigInteger(Long.SIZE, random));
        HttpResponse<byte[]> answer =
                post.send(request.getEncoded(), "application/timestamp-query");
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "the time stamping authority answers with status " + answer.statusCode());
        }
        try {
            Timestamp.answered(request, answer.body(), tree.note(), anchors);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        kept.keep(new Timestamps.Dated(day(now), tree.note(), answer.body()));
        last = day(now);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
