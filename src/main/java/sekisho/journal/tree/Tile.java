package sekisho.journal.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The name of a tile (C2SP tlog-tiles): up to 256 hashes of one level, side by side.
///
/// @param level counts in steps of eight levels of the tree; 0 holds the leaves
/// @param index of the tile in its level
/// @param width how many hashes; a tile of less than 256 is a partial one
record Tile(int level, long index, int width) {
    static final int WIDTH = 256;

    /// Levels of the tree that one tile spans.
    static final int HEIGHT = 8;

    Tile {
        if (level < 0 || index < 0 || width < 1 || width > WIDTH) {
            throw new IllegalArgumentException("no tile " + level + ", " + index + ", " + width);
        }
    }

    Tile whole() {
        return new Tile(level, index, WIDTH);
    }

    boolean isPartial() {
        return width < WIDTH;
    }

    String path() {
        return "tile/" + level + '/' + place();
    }

    /// The path of the entries whose leaves a tile of level 0 holds.
    String entries() {
        return "tile/entries/" + place();
    }

    /// Its hashes; those of a partial tile also from the whole one, which begins with them.
    ///
    /// @throws IllegalArgumentException when it is not there or not whole
    List<Hash> read(Tiles tiles) throws IOException {
        byte[] file = tiles.get(path());
        if (file == null && isPartial()) {
            file = tiles.get(whole().path());
        }
        if (file == null) {
            throw new IllegalArgumentException(path() + " is missing");
        }
        if (file.length % Hash.LENGTH != 0 || file.length < width * Hash.LENGTH) {
            throw new IllegalArgumentException(path() + " has the wrong size");
        }
        var bytes = ByteBuffer.wrap(file);
        var hashes = new ArrayList<Hash>(width);
        for (int i = 0; i < width; i++) {
            hashes.add(Hash.read(bytes));
        }
        return hashes;
    }

    /// Three digits a folder, all but the last marked with an x: `x001/x234/067`.
    private String place() {
        var path = new StringBuilder(three(index));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, 'x' + three(rest) + '/');
        }
        if (isPartial()) {
            path.append(".p/").append(width);
        }
        return path.toString();
    }

    private static String three(long number) {
        return String.format(Locale.ROOT, "%03d", number % 1000);
    }
}
