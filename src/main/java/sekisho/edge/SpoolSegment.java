package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.edge.seal.Seal;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// One file of the [Spool]: a line for each fact, `crc32c json`, the check as eight hexadecimal
/// digits over the JSON, which carries its seal. The spool guards it.
///
/// A `RandomAccessFile`, because a channel would be closed for good by an interrupt of any thread
/// that happens to report a device.
final class SpoolSegment {
    private static final String SUFFIX = ".spool";

    /// Eight digits and a blank in front of the JSON.
    private static final int CHECK = 9;

    private final Path file;
    private final long number;
    private final RandomAccessFile open;
    private final List<Kept> kept = new ArrayList<>();
    private final Map<String, Long> lastSealed = new HashMap<>();
    private int unacknowledged;
    private int damaged;
    private int end;

    private SpoolSegment(Path file, String mode) throws IOException {
        this.file = file;
        this.number = number(file);
        this.open = new RandomAccessFile(file.toFile(), mode);
    }

    static boolean isOne(Path file) {
        return file.getFileName().toString().matches("[0-9]{16}\\" + SUFFIX);
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 16));
    }

    static SpoolSegment created(Path folder, long number) throws IOException {
        Path file = folder.resolve("%016d%s".formatted(number, SUFFIX));
        Files.createFile(file, SafeFile.owner("rw-------"));
        return new SpoolSegment(file, "rw");
    }

    /// Reads a segment of an earlier run; it is not written to any more.
    static SpoolSegment recovered(Path file) throws IOException {
        var segment = new SpoolSegment(file, "r");
        segment.scan(Files.readAllBytes(file));
        return segment;
    }

    private void scan(byte[] bytes) {
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            Kept read = kept(bytes, from, i);
            if (read == null) {
                damaged++;
            } else {
                keep(read);
            }
            from = i + 1;
        }
        // What stands behind the last line end is what the last crash cut off.
        end = from;
    }

    private @Nullable Kept kept(byte[] bytes, int from, int to) {
        int json = from + CHECK;
        if (json >= to
                || !new String(bytes, from, CHECK, StandardCharsets.US_ASCII)
                        .equals(check(bytes, json, to - json))) {
            return null;
        }
        try {
            Sighting sighting = FactCodec.read(bytes, json, to - json);
            String chain = null;
            if (sighting.unknown().get(Seal.MEMBER) instanceof Map<?, ?> seal
                    && seal.get("chain") instanceof String id
                    && seal.get("index") instanceof Long index) {
                chain = id;
                lastSealed.merge(id, index, Math::max);
            }
            return kept(sighting, chain, json, to - json);
        } catch (Unreadable e) {
            return null;
        }
    }

    /// The last place of a chain in a segment of an earlier run; -1 where it has none.
    long lastSealed(String chain) {
        return lastSealed.getOrDefault(chain, -1L);
    }

    private Kept kept(Sighting sighting, @Nullable String chain, int offset, int length) {
        SourceId source = sighting.source();
        String boot = sighting.boot();
        Long seq = sighting.seq();
        if (source == null || boot == null || seq == null) {
            throw new IllegalArgumentException("only numbered facts are kept");
        }
        // Interned, because a hundred thousand facts share a handful of both.
        return new Kept(
                this,
                offset,
                length,
                source.value().intern(),
                boot.intern(),
                seq,
                chain == null ? null : chain.intern());
    }

    /// Writes a fact; [#force] makes it durable.
    ///
    /// @param chain under which it is sealed; null: it is not
    Kept append(Sighting sighting, @Nullable String chain, byte[] json) throws IOException {
        byte[] check = check(json, 0, json.length).getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(check, CHECK + json.length + 1);
        System.arraycopy(json, 0, line, CHECK, json.length);
        line[line.length - 1] = '\n';
        try {
            open.seek(end);
            open.write(line);
        } catch (IOException e) {
            cutBack();
            throw e;
        }
        Kept one = kept(sighting, chain, end + CHECK, json.length);
        end += line.length;
        keep(one);
        return one;
    }

    void force() throws IOException {
        open.getFD().sync();
    }

    /// The fact that was written last is not kept.
    void takeBack(Kept last) {
        kept.removeLast();
        unacknowledged--;
        end = last.offset() - CHECK;
        cutBack();
    }

    /// What was written of a fact that does not fit must not stand in the way of the next one.
    private void cutBack() {
        try {
            open.setLength(end);
        } catch (IOException e) {
            // The next fact is written over it; if that fails too, recovery skips what is left.
        }
    }

    private void keep(Kept one) {
        kept.add(one);
        unacknowledged++;
    }

    byte[] read(Kept one) throws IOException {
        byte[] json = new byte[one.length()];
        open.seek(one.offset());
        open.readFully(json);
        return json;
    }

    /// Whether it was not acknowledged before.
    boolean acknowledge(Kept one) {
        if (one.isAcknowledged()) {
            return false;
        }
        one.acknowledge();
        unacknowledged--;
        return true;
    }

    void addUnacknowledged(List<Kept> to) {
        for (Kept one : kept) {
            if (!one.isAcknowledged()) {
                to.add(one);
            }
        }
    }

    /// Begins again at the front.
    void clear() throws IOException {
        open.setLength(0);
        kept.clear();
        end = 0;
    }

    void remove() throws IOException {
        open.close();
        Files.delete(file);
    }

    void close() throws IOException {
        open.close();
    }

    long number() {
        return number;
    }

    int size() {
        return end;
    }

    int unacknowledged() {
        return unacknowledged;
    }

    int damaged() {
        return damaged;
    }

    private static String check(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return "%08x ".formatted(crc.getValue());
    }
}
