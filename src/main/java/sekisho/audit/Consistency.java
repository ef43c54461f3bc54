package sekisho.audit;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Hash;
import sekisho.journal.tree.Proofs;
import sekisho.journal.tree.SignedTree;
import sekisho.journal.tree.Tiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/// Shows in an export, which does not hold the whole tree, that its checkpoint goes on from an
/// earlier one: by the hashes of a consistency proof (RFC 6962), a line each.
final class Consistency {
    private Consistency() {}

    private static String path(long older) {
        return "consistency/" + older;
    }

    /// Writes the proof into the folder of an export.
    static void write(SignedTree tree, long older, Path out) throws IOException {
        var lines = new StringBuilder();
        tree.consistency(older).forEach(hash -> lines.append(hash.base64()).append('\n'));
        Files.createDirectories(out.resolve("consistency"));
        Files.writeString(out.resolve(path(older)), lines);
    }

    /// Whether a proof is at hand, and holds.
    static boolean holds(Tiles tiles, Checkpoint older, Checkpoint newer) {
        try {
            byte[] file = tiles.get(path(older.size()));
            if (file == null) {
                return false;
            }
            List<Hash> proof =
                    new String(file, StandardCharsets.US_ASCII)
                            .lines()
                            .map(line -> Hash.of(Base64.getDecoder().decode(line)))
                            .toList();
            return Proofs.isConsistent(
                    older.size(), older.root(), newer.size(), newer.root(), proof);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
