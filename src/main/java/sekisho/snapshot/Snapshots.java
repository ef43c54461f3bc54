package sekisho.snapshot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.correlation.Correlator;
import sekisho.journal.Journal;
import sekisho.journal.RawEntry;
import sekisho.journal.tree.SignedTree;
import sekisho.journal.tree.VerifierKey;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.json.Unreadable;
import sekisho.snapshot.SnapshotFile.About;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The folder of the snapshots of one journal.
///
/// Nothing in it is believed over the journal: a snapshot is good when it is whole, was made by the
/// rules that run now, and belongs to the tree that was signed over this very journal. Any other is
/// removed, with a line in the log, and costs nothing but time.
public final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    /// The newest, and one more in case it can't be read.
    private static final int KEPT = 2;

    private final Path folder;
    private final Path log;
    private final VerifierKey key;
    private final @Nullable String rules;

    /// @param folder of the snapshots; made when the first is written
    /// @param log the published tree over the journal
    /// @param key by which the tree is signed
    public Snapshots(Path folder, Path log, VerifierKey key) {
        this.folder = folder;
        this.log = log;
        this.key = key;
        this.rules = rules();
    }

    private static @Nullable String rules() {
        try {
            return RulesCode.running();
        } catch (IOException e) {
            LOG.warn("no snapshots are used: {}", e.getMessage());
            return null;
        }
    }

    /// The newest snapshot that is good for a journal; absent when there is none.
    public @Nullable Snapshot newest(Journal journal) {
        for (Path file : files()) {
            try {
                return read(file, journal);
            } catch (Unreadable
                    | StoredState.Unsound
                    | ClassCastException
                    | IllegalArgumentException
                    | IndexOutOfBoundsException e) {
                remove(file, e.getMessage());
            } catch (IOException e) {
                LOG.warn("snapshot {} can't be read: {}", file.getFileName(), e.toString());
            }
        }
        return null;
    }

    private Snapshot read(Path file, Journal journal) throws IOException, Unreadable {
        SnapshotFile.Content content = SnapshotFile.read(file);
        About about = content.about();
        check(about, journal);
        var state = new StoredState(content.state());
        var latest = Instant.ofEpochMilli(state.number());
        PlanAdopted plan = state.flag() ? (PlanAdopted) state.fact() : null;
        Correlator correlator = Correlator.load(state);
        if (!state.isAtEnd()) {
            throw new Unreadable("there is more in it than a state");
        }
        return new Snapshot(about.sequence(), latest, plan, correlator);
    }

    private void check(About about, Journal journal) throws IOException, Unreadable {
        if (!about.rules().equals(rules)) {
            throw new Unreadable("other rules made it");
        }
        long sequence = about.sequence();
        if (sequence < 1 || sequence > journal.durable()) {
            throw new Unreadable("the journal does not go as far as entry " + sequence);
        }
        SignedTree tree = SignedTree.of(log, key);
        if (tree == null
                || tree.size() < sequence
                || !tree.root(sequence).base64().equals(about.root())) {
            throw new Unreadable("it is not of the journal that was signed");
        }
        List<RawEntry> last = journal.readRaw(sequence, 1);
        if (last.isEmpty() || !tree.holds(last.getFirst())) {
            throw new Unreadable("entry " + sequence + " is not the one that was signed");
        }
    }

    /// A state that waits for its place: taken at one moment of the deciding thread.
    ///
    /// @param sequence of the last entry judged
    public record Taken(long sequence, StateBytes state) {}

    /// Writes down everything a start has to know.
    public static Taken take(
            long sequence, Instant latest, @Nullable PlanAdopted plan, Correlator correlator) {
        var state = new StateBytes();
        state.number(latest.toEpochMilli());
        state.flag(plan != null);
        if (plan != null) {
            state.fact(plan);
        }
        correlator.save(state);
        return new Taken(sequence, state);
    }

    /// Keeps a state, if the tree over its entries has been signed, and removes older ones.
    ///
    /// @return false when it has not been signed yet
    /// @throws IOException when it can't be written
    public boolean keep(Taken taken) throws IOException {
        if (rules == null) {
            return true;
        }
        SignedTree tree = SignedTree.of(log, key);
        if (tree == null || tree.size() < taken.sequence()) {
            return false;
        }
        Files.createDirectories(folder);
        String root = tree.root(taken.sequence()).base64();
        SnapshotFile.write(folder, new About(taken.sequence(), root, rules), taken.state());
        files().stream().skip(KEPT).forEach(Snapshots::remove);
        return true;
    }

    /// Removes all of them: what they led to was not what the journal implies.
    public void removeAll() {
        files().forEach(Snapshots::remove);
    }

    /// All snapshots, the newest first; what was left unfinished is removed.
    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.toList();
            files.stream()
                    .filter(file -> SnapshotFile.isUnfinished(file.getFileName().toString()))
                    .forEach(Snapshots::remove);
            return files.stream()
                    .filter(file ->
                            SnapshotFile.sequenceOf(file.getFileName().toString()).isPresent())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            LOG.warn("the snapshots in {} can't be looked at: {}", folder, e.toString());
            return List.of();
        }
    }

    private static void remove(Path file, @Nullable String reason) {
        LOG.warn(
                "snapshot {} is thrown away: {}; the journal is judged again without it",
                file.getFileName(),
                reason);
        remove(file);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} can't be removed: {}", file, e.toString());
        }
    }
}
