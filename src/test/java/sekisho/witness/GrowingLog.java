package sekisho.witness;

import org.jspecify.annotations.Nullable;

import sekisho.journal.RawEntry;
import sekisho.journal.RawReader;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SignedTree;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A log that is signed whenever the test says so.
final class GrowingLog implements RawReader {
    final Path folder;
    final Path keys;
    private final List<byte[]> entries = new ArrayList<>();

    /// @param keys those of another log may be used again, as by whoever has stolen them
    GrowingLog(Path folder, Path keys) {
        this.folder = folder;
        this.keys = keys;
    }

    SigningKey key() throws IOException {
        return SigningKey.in(keys, "sekisho/test");
    }

    VerifierKey verifier() throws IOException {
        return key().verifier();
    }

    /// So many entries more, and a checkpoint.
    GrowingLog grow(int more, String what) throws IOException {
        for (int i = 0; i < more; i++) {
            entries.add((what + ' ' + entries.size()).getBytes(StandardCharsets.UTF_8));
        }
        Publisher.open(folder, this, key()).publish(entries.size());
        return this;
    }

    SignedTree tree() throws IOException {
        return Objects.requireNonNull(newest());
    }

    @Nullable SignedTree newest() throws IOException {
        return SignedTree.of(folder, verifier());
    }

    @Override
    public List<RawEntry> readRaw(long from, int max) {
        var found = new ArrayList<RawEntry>();
        for (long at = from; at < from + max && at <= entries.size(); at++) {
            found.add(new RawEntry(at, entries.get((int) at - 1)));
        }
        return found;
    }
}
