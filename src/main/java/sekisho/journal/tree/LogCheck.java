package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/// Checks the published files of a log, whole or a part of it: entries make leaves, leaves make
/// tiles, and tiles lead to the root that was signed.
///
/// Where a file disagrees with what is made of the entries, the signed root decides which of the
/// two was altered: both ways up are tried.
public final class LogCheck {

    /// Is shown the entries on the way.
    public interface Reader {
        void entry(long sequence, byte[] leaf);

        /// An entry that is there by its hash only.
        void withheld(long sequence);
    }

    private static final int FAULTS_MAX = 20;

    /// More bad tiles are not looked at one by one.
    private static final int SUSPECTS_MAX = 64;

    /// A tile of level 0: as it was published, and as its entries make it.
    private record Lowest(
            Tile name, @Nullable List<Hash> filed, List<@Nullable Hash> made, boolean isWhole) {}

    private final Tiles tiles;
    private final Checkpoint checkpoint;
    private final Reader reader;
    private final LongConsumer progress;
    private final List<Fault> faults = new ArrayList<>();

    /// Tiles of level 0 whose file is not what their entries make.
    private final List<Lowest> suspects = new ArrayList<>();

    /// By level: the roots of tiles as the entries make them, by index.
    private final List<Map<Long, Hash>> made = new ArrayList<>();

    /// By level: the indices of whole tiles above the entries.
    private final List<TreeSet<Long>> above = new ArrayList<>();

    private @Nullable Lowest last;

    private LogCheck(Tiles tiles, Checkpoint checkpoint, Reader reader, LongConsumer progress) {
        this.tiles = tiles;
        this.checkpoint = checkpoint;
        this.reader = reader;
        this.progress = progress;
    }

    /// Checks the entries from one to another, and those that share a bundle with them.
    ///
    /// @param checkpoint signed
    /// @param progress told now and then how many entries have been read
    /// @return what is wrong, in order of entries
    public static List<Fault> of(
            Tiles tiles,
            Checkpoint checkpoint,
            long from,
            long until,
            Reader reader,
            LongConsumer progress)
            throws IOException {
        var check = new LogCheck(tiles, checkpoint, reader, progress);
        if (checkpoint.size() > 0) {
            check.made.add(new HashMap<>());
            check.above.add(new TreeSet<>());
            for (long index = (from - 1) / Tile.WIDTH; index <= (until - 1) / Tile.WIDTH; index++) {
                check.lowest(index);
            }
            check.climb();
            check.descend();
        }
        check.faults.sort(Comparator.comparingLong(Fault::entry));
        return List.copyOf(check.faults);
    }

    private Tile tile(int level, long index) {
        long there = checkpoint.size() >>> (level * Tile.HEIGHT);
        return new Tile(level, index, (int) Math.min(Tile.WIDTH, there - index * Tile.WIDTH));
    }

    private @Nullable List<Hash> filed(Tile name) throws IOException {
        try {
            return name.read(tiles);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void lowest(long index) throws IOException {
        Tile name = tile(0, index);
        List<Hash> filed = filed(name);
        byte[] bundle = tiles.get(name.entries());
        boolean exact = bundle != null;
        if (bundle == null) {
            bundle = tiles.get(name.whole().entries());
        }
        List<byte @Nullable []> leaves =
                bundle == null
                        ? Arrays.asList(new byte[name.width()][])
                        : Bundle.read(bundle, name.width());
        List<@Nullable Hash> hashes = new ArrayList<>(name.width());
        int length = 0;
        for (int i = 0; i < leaves.size(); i++) {
            byte[] leaf = leaves.get(i);
            long sequence = index * Tile.WIDTH + i + 1;
            if (leaf == null) {
                hashes.add(null);
            } else if (leaf.length == 0) {
                hashes.add(filed == null ? null : filed.get(i));
                reader.withheld(sequence);
            } else {
                hashes.add(Hash.leaf(leaf));
                reader.entry(sequence, leaf);
            }
            length += leaf == null ? 0 : leaf.length + 2;
        }
        if (bundle != null && exact && bundle.length > length && !hashes.contains(null)) {
            fault(
                    Fault.Kind.PUBLISHED,
                    index * Tile.WIDTH + name.width() + 1,
                    name.entries() + " goes on behind its last entry");
        }
        progress.accept(index * Tile.WIDTH + name.width());
        var tile = new Lowest(name, filed, hashes, bundle != null);
        if (!hashes.equals(filed) && suspects.size() < SUSPECTS_MAX) {
            suspects.add(tile);
        }
        above.getFirst().add(index);
        if (name.isPartial()) {
            last = tile;
        } else if (!hashes.contains(null)) {
            made.getFirst().put(index, TileNodes.root(whole(hashes)));
        }
    }

    private static List<Hash> whole(List<@Nullable Hash> hashes) {
        return hashes.stream().map(Objects::requireNonNull).toList();
    }

    /// Makes the roots of the tiles above, from what the entries make and, beside that, the files.
    private void climb() throws IOException {
        for (int level = 1; checkpoint.size() >>> (level * Tile.HEIGHT) > 0; level++) {
            made.add(new HashMap<>());
            above.add(new TreeSet<>());
            for (long child : above.get(level - 1)) {
                above.get(level).add(child / Tile.WIDTH);
            }
            for (long index : above.get(level)) {
                Tile name = tile(level, index);
                if (name.width() == Tile.WIDTH) {
                    List<Hash> hashes = merged(name, filed(name));
                    if (hashes != null) {
                        made.get(level).put(index, TileNodes.root(hashes));
                    }
                }
            }
        }
    }

    /// The hashes of a tile: those that entries make, and the published ones of the others.
    private @Nullable List<Hash> merged(Tile name, @Nullable List<Hash> filed) {
        Map<Long, Hash> children = made.get(name.level() - 1);
        var hashes = new ArrayList<Hash>(name.width());
        for (int i = 0; i < name.width(); i++) {
            Hash child = children.get(name.index() * Tile.WIDTH + i);
            if (child == null && filed == null) {
                return null;
            }
            hashes.add(child == null ? Objects.requireNonNull(filed).get(i) : child);
        }
        return hashes;
    }

    /// From the signed root down to the entries: which tiles are believed.
    private void descend() throws IOException {
        int levels = made.size();
        List<@Nullable List<Hash>> filedEdge = new ArrayList<>();
        List<@Nullable List<Hash>> madeEdge = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            long there = checkpoint.size() >>> (level * Tile.HEIGHT);
            if (there % Tile.WIDTH == 0) {
                filedEdge.add(List.of());
                madeEdge.add(List.of());
                continue;
            }
            Tile name = tile(level, there / Tile.WIDTH);
            List<Hash> filed = filed(name);
            filedEdge.add(filed);
            if (level > 0) {
                madeEdge.add(merged(name, filed));
            } else if (last == null) {
                madeEdge.add(filed);
            } else {
                madeEdge.add(last.made().contains(null) ? null : whole(last.made()));
            }
        }
        boolean filesLead = checkpoint.root().equals(root(filedEdge));
        boolean entriesLead = checkpoint.root().equals(root(madeEdge));
        if (!filesLead && !entriesLead) {
            astray();
            return;
        }
        List<@Nullable List<Hash>> edge = filesLead ? filedEdge : madeEdge;
        Map<Long, Hash> believed = new HashMap<>();
        for (int level = levels - 1; level >= 0; level--) {
            believed = level(level, believed, edge.get(level), filedEdge.get(level));
        }
    }

    private static @Nullable Hash root(List<@Nullable List<Hash>> edge) {
        return edge.contains(null)
                ? null
                : Edge.root(edge.stream().map(Objects::requireNonNull).toList());
    }

    /// Nothing leads to the signed root: neither the tiles nor what can be made of the entries.
    private void astray() {
        for (Lowest tile : suspects) {
            int i = firstDifference(tile);
            fault(
                    tile.isWhole() ? Fault.Kind.PUBLISHED : Fault.Kind.MISSING,
                    tile.name().index() * Tile.WIDTH + i + 1,
                    "entry "
                            + (tile.name().index() * Tile.WIDTH + i + 1)
                            + " and its published hash differ, and the published tree is not the"
                            + " signed one");
        }
        if (suspects.isEmpty()) {
            fault(
                    Fault.Kind.SIGNATURE,
                    above.getFirst().first() * Tile.WIDTH + 1,
                    "the published tiles do not lead to the root that was signed: these entries"
                            + " are not in the signed log, or a tile beside them was altered");
        }
    }

    /// Judges the tiles of one level by the believed hashes of the level above.
    ///
    /// @param parents by index of the tile: its root as the level above has it
    /// @return by index: what this level says of the tiles below
    private Map<Long, Hash> level(
            int level,
            Map<Long, Hash> parents,
            @Nullable List<Hash> edge,
            @Nullable List<Hash> filedEdge)
            throws IOException {
        Map<Long, Hash> below = new HashMap<>();
        long there = checkpoint.size() >>> (level * Tile.HEIGHT);
        TreeSet<Long> wanted = new TreeSet<>(above.get(level));
        if (there % Tile.WIDTH > 0) {
            wanted.add(there / Tile.WIDTH);
        }
        for (long index : wanted) {
            Tile name = tile(level, index);
            List<Hash> filed = name.isPartial() ? filedEdge : filed(name);
            List<Hash> right;
            if (name.isPartial()) {
                right = edge;
            } else {
                Hash parent = parents.get(index);
                if (parent == null) {
                    continue;
                }
                right = right(name, filed, parent);
                if (right == null) {
                    wrong(name);
                    continue;
                }
            }
            if (right != null && !right.equals(filed)) {
                published(name, filed, right);
            } else if (right != null && level == 0) {
                entries(name, right);
            }
            for (int i = 0; right != null && i < right.size(); i++) {
                below.put(index * Tile.WIDTH + i, right.get(i));
            }
        }
        return below;
    }

    /// Which of the two leads to the believed root: the file, or what the entries make.
    private @Nullable List<Hash> right(Tile name, @Nullable List<Hash> filed, Hash parent) {
        if (filed != null && TileNodes.root(filed).equals(parent)) {
            return filed;
        }
        List<Hash> hashes = null;
        if (name.level() > 0) {
            hashes = merged(name, filed);
        } else {
            for (Lowest suspect : suspects) {
                if (suspect.name().equals(name) && !suspect.made().contains(null)) {
                    hashes = whole(suspect.made());
                }
            }
        }
        return hashes != null && TileNodes.root(hashes).equals(parent) ? hashes : null;
    }

    private long firstEntry(Tile name, int hash) {
        return ((name.index() * Tile.WIDTH + hash) << (name.level() * Tile.HEIGHT)) + 1;
    }

    private void published(Tile name, @Nullable List<Hash> filed, List<Hash> right) {
        int i = 0;
        while (filed != null && i < right.size() - 1 && right.get(i).equals(filed.get(i))) {
            i++;
        }
        fault(
                Fault.Kind.PUBLISHED,
                firstEntry(name, i),
                filed == null
                        ? "the published "
                                + name.path()
                                + " is missing or cut; the entries are"
                                + " those that were signed"
                        : "in the published "
                                + name.path()
                                + " the hash of entry "
                                + firstEntry(name, i)
                                + (name.level() > 0 ? " and those that follow it" : "")
                                + " was altered; the entries are those that were signed");
    }

    private void wrong(Tile name) {
        for (Lowest suspect : suspects) {
            if (suspect.name().equals(name)) {
                entries(name, suspect.filed());
                return;
            }
        }
        fault(
                Fault.Kind.ALTERED,
                firstEntry(name, 0),
                name.path()
                        + " is not the one that was signed: what it proves of the entries from "
                        + firstEntry(name, 0)
                        + " on is void");
    }

    /// What has become of the entries of a tile whose published hashes are believed.
    private void entries(Tile name, @Nullable List<Hash> right) {
        for (Lowest suspect : suspects) {
            if (suspect.name().equals(name)) {
                name(suspect, right == null ? List.of() : right);
            }
        }
    }

    private void name(Lowest tile, List<Hash> right) {
        int i = firstDifference(tile);
        long entry = firstEntry(tile.name(), i);
        Hash there = tile.made().get(i);
        String file = " (" + tile.name().entries() + ")";
        if (!tile.isWhole()) {
            long until = entry + tile.name().width() - 1;
            boolean end = until == checkpoint.size();
            fault(
                    end ? Fault.Kind.CUT_OFF : Fault.Kind.MISSING,
                    entry,
                    "entries "
                            + entry
                            + " to "
                            + until
                            + (end ? " were cut off at the end" : " are missing")
                            + file);
        } else if (there == null) {
            fault(
                    Fault.Kind.CUT_OFF,
                    entry,
                    "the entries from " + entry + " on are cut off" + file);
        } else if (right.contains(there)) {
            moved(tile, right, i, there, file);
        } else {
            fault(
                    Fault.Kind.ALTERED,
                    entry,
                    "entry " + entry + " is not the one that was signed" + file);
        }
    }

    private void moved(Lowest tile, List<Hash> right, int i, Hash there, String file) {
        long entry = firstEntry(tile.name(), i);
        int place = right.indexOf(there);
        long other = firstEntry(tile.name(), place);
        if (place < i) {
            fault(
                    Fault.Kind.MISPLACED,
                    entry,
                    "where entry "
                            + entry
                            + " should be, entry "
                            + other
                            + " is there again"
                            + file);
        } else if (right.get(i).equals(tile.made().get(place))) {
            fault(
                    Fault.Kind.MISPLACED,
                    entry,
                    "entries " + entry + " and " + other + " have changed places" + file);
        } else {
            fault(
                    Fault.Kind.MISSING,
                    entry,
                    "entry " + entry + " is missing: entry " + other + " is in its place" + file);
        }
    }

    private static int firstDifference(Lowest tile) {
        List<Hash> filed = tile.filed();
        for (int i = 0; i < tile.made().size(); i++) {
            Hash there = tile.made().get(i);
            if (there == null || filed != null && !there.equals(filed.get(i))) {
                return i;
            }
        }
        return 0;
    }

    private void fault(Fault.Kind kind, long entry, String sentence) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new Fault(kind, entry, sentence));
        }
    }
}
