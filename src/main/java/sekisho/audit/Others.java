package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Cosignatures;
import sekisho.journal.tree.Fault;
import sekisho.journal.tree.Fault.Kind;
import sekisho.journal.tree.Keys;
import sekisho.journal.tree.Tiles;
import sekisho.journal.tree.Timestamps;
import sekisho.witness.Anchors;
import sekisho.witness.Timestamp;
import sekisho.witness.WitnessKey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whom the auditor believes besides the log's own key. What they have signed of a log lies beside
/// it; without it the owner of the key could have written the whole log anew.
///
/// @param witness who cosigns checkpoints
/// @param clocks by whom those are believed who date checkpoints
public record Others(Optional<WitnessKey> witness, Optional<Anchors> clocks) {
    /// The log's own key is all there is.
    public static final Others NOBODY = new Others(Optional.empty(), Optional.empty());

    /// What they say of a log.
    ///
    /// @param checkpoints states that the log must go on from
    /// @param notes in sentences
    /// @param faults what should be there and is not, or is not theirs
    record Heard(List<Checkpoint> checkpoints, List<String> notes, List<Fault> faults) {}

    /// Reads what lies beside a log. Whether the log goes on from there is not compared yet.
    Heard hear(Tiles log, Keys keys) throws IOException {
        var heard = new Heard(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<String> notes = new ArrayList<>(Cosignatures.of(log));
        byte[] newest = log.get("checkpoint");
        if (newest != null) {
            notes.add(new String(newest, StandardCharsets.UTF_8));
        }
        dated(log, keys, heard);
        if (witness.isPresent()) {
            cosigned(witness.get(), notes, keys, heard);
        } else if (notes.size() > (newest == null ? 0 : 1)) {
            heard.notes().add("a witness has cosigned this log: give its key with --witness");
        }
        return heard;
    }

    private void dated(Tiles log, Keys keys, Heard heard) throws IOException {
        if (clocks.isEmpty()) {
            if (!Timestamps.days(log).isEmpty()) {
                heard.notes()
                        .add("this log has time stamps: give whom you believe with --timestamps");
            }
            return;
        }
        Checkpoint largest = null;
        Instant then = Instant.MIN;
        int count = 0;
        try {
            for (Timestamps.Dated dated : Timestamps.of(log)) {
                then = Timestamp.time(dated.response(), dated.note(), clocks.get());
                largest = keys.checkpoint(dated.note());
                heard.checkpoints().add(largest);
                count++;
            }
        } catch (IllegalArgumentException e) {
            heard.faults().add(fault(String.valueOf(e.getMessage())));
        }
        if (largest == null && heard.faults().isEmpty()) {
            heard.faults().add(fault("nothing of this log is dated by a time stamp"));
        } else if (largest != null) {
            heard.notes()
                    .add(
                            "%d time stamps; by the last one its first %d entries were there by %s"
                                    .formatted(count, largest.size(), then));
        }
    }

    private static void cosigned(WitnessKey key, List<String> notes, Keys keys, Heard heard) {
        Checkpoint largest = null;
        Instant seen = Instant.MIN;
        for (String note : notes) {
            try {
                Instant time = key.cosigned(note);
                if (time != null) {
                    Checkpoint checkpoint = keys.checkpoint(note);
                    heard.checkpoints().add(checkpoint);
                    if (largest == null || checkpoint.size() >= largest.size()) {
                        largest = checkpoint;
                        seen = time;
                    }
                }
            } catch (IllegalArgumentException e) {
                heard.faults().add(fault(String.valueOf(e.getMessage())));
            }
        }
        say(key, largest, seen, heard);
    }

    private static void say(
            WitnessKey key, @Nullable Checkpoint largest, Instant seen, Heard heard) {
        if (largest == null) {
            heard.faults().add(fault("nothing of this log is cosigned by " + key.name()));
        } else {
            heard.notes()
                    .add(
                            "the witness %s has seen its first %d entries, and no other log of its"
                                            .formatted(key.name(), largest.size())
                                    + " name, by "
                                    + seen);
        }
    }

    private static Fault fault(String sentence) {
        return new Fault(Kind.SIGNATURE, 0, sentence);
    }
}
