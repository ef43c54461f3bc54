package sekisho.journal;

import org.jspecify.annotations.Nullable;

import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.Unreadable;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The entries that are made of the sightings of one batch, and their frames. Nothing of the
/// journal changes before all of them are made.
///
/// Each entry is decoded again from the bytes that will be stored: what is judged live is what a
/// replay will read, whatever the sensor put into its fact.
final class Batch {
    private record Numbered(SourceMarks.Run run, long seq) {}

    private final SourceMarks marks;
    private final Instant recordedAt;
    private final Vault.Share personal;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final Set<Numbered> numbered = new HashSet<>();
    private ByteBuffer frames = ByteBuffer.allocate(1024);

    Batch(SourceMarks marks, Instant recordedAt, Vault.Share personal) {
        this.marks = marks;
        this.personal = personal;
        this.recordedAt = recordedAt;
    }

    /// Makes an entry, unless this numbered sighting is one already.
    ///
    /// @throws IllegalArgumentException when no entry can be made of it
    void add(Sighting sighting, long sequence) {
        Numbered number = number(sighting);
        if (number != null
                && (marks.contains(number.run(), number.seq()) || !numbered.add(number))) {
            return;
        }
        byte[] bytes = EntryCodec.encode(sequence, recordedAt, sighting, personal);
        if (bytes.length > Frame.ENTRY_MAX) {
            throw new IllegalArgumentException(
                    "an entry has at most " + Frame.ENTRY_MAX + " bytes, not " + bytes.length);
        }
        entries.add(again(bytes));
        starts.add(frames.position());
        frame(bytes);
    }

    private static @Nullable Numbered number(Sighting sighting) {
        SourceId source = sighting.source();
        String boot = sighting.boot();
        Long seq = sighting.seq();
        return source == null || boot == null || seq == null
                ? null
                : new Numbered(new SourceMarks.Run(source.value(), boot), seq);
    }

    private static Entry again(byte[] bytes) {
        try {
            return EntryCodec.decode(bytes);
        } catch (Unreadable e) {
            throw new IllegalArgumentException(
                    "what would be entered could not be read again: " + e.getMessage(), e);
        }
    }

    private void frame(byte[] bytes) {
        int needed = Frame.HEADER + bytes.length;
        if (frames.remaining() < needed) {
            var roomy =
                    ByteBuffer.allocate(
                            Math.max(2 * frames.capacity(), frames.position() + needed));
            frames = roomy.put(frames.flip());
        }
        Frame.write(bytes, frames);
    }

    /// The entries, in sequence.
    List<Entry> entries() {
        return entries;
    }

    /// Where each entry's frame begins within [#frames()].
    List<Integer> starts() {
        return starts;
    }

    /// What is kept apart from the entries.
    Vault.Share personal() {
        return personal;
    }

    /// All frames, ready to be written.
    ByteBuffer frames() {
        return frames.flip();
    }
}
