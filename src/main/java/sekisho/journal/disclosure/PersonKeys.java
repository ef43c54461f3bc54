package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A key for each person, wrapped by the master key, in one file of slots that lies with it.
///
/// A slot has 64 bytes: `state | 7 zeros | 16 of SHA-256(subject) | 40 of the wrapped key`. Slots
/// are numbered by their place and never used again: a destroyed one holds zeros behind its state.
///
/// Owned by the writing thread, except for reading a key, which any thread may.
final class PersonKeys implements AutoCloseable {
    static final String FILE = "person.keys";

    private static final int SLOT = 64;
    private static final int NAME = 16;
    private static final byte LIVE = 1;
    private static final byte DESTROYED = 2;

    private final Path file;
    private final MasterKey master;
    private final SecureRandom random;
    private @Nullable FileChannel written;
    private SlotTable table = new SlotTable();
    private final BitSet destroyedSlots = new BitSet();
    private int slots;

    /// As many are known to be on the disk.
    private int forced;

    private PersonKeys(
            Path file, MasterKey master, SecureRandom random, @Nullable FileChannel written) {
        this.file = file;
        this.master = master;
        this.random = random;
        this.written = written;
    }

    /// Opens the file of a folder to go on writing it, and makes it when it is not there.
    static PersonKeys open(Path folder, MasterKey master, SecureRandom random) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Records.forceFolder(folder);
        }
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var keys = new PersonKeys(file, master, random, channel);
        try {
            keys.load(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return keys;
    }

    /// The keys of a folder, to be looked up only.
    static PersonKeys toRead(Path folder, MasterKey master) {
        return new PersonKeys(folder.resolve(FILE), master, new SecureRandom(), null);
    }

    /// Forgets the keys that a failed disk may have lost: nothing of theirs was acknowledged.
    void resume() throws IOException {
        FileChannel failed = writable();
        if (forced < slots) {
            failed.close();
            var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            written = channel;
            channel.truncate((long) forced * SLOT);
            table = new SlotTable();
            slots = 0;
            load(channel);
        }
    }

    /// Whether a folder holds keys.
    static boolean isThere(Path folder) {
        return Files.isReadable(folder.resolve(FILE)) && MasterKey.isThere(folder);
    }

    private void load(FileChannel channel) throws IOException {
        var piece = ByteBuffer.allocate(1024 * SLOT);
        long size = channel.size() / SLOT * SLOT;
        for (long at = 0; at < size; at += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), size - at));
            fill(channel, piece, at);
            for (int i = 0; i < piece.limit(); i += SLOT) {
                if (piece.get(i) == LIVE) {
                    table.put(piece.getLong(i + 8), slots);
                }
                destroyedSlots.set(slots, piece.get(i) == DESTROYED);
                slots++;
            }
        }
        forced = slots;
    }

    private static void fill(FileChannel channel, ByteBuffer into, long at) throws IOException {
        int start = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into, at + into.position() - start) < 0) {
                throw new IOException("the file of keys ends within a slot");
            }
        }
    }

    /// The slot of a subject; -1 while it has none.
    int slot(String subject) throws IOException {
        byte[] name = name(subject);
        long hash = ByteBuffer.wrap(name).getLong();
        for (int slot : table.get(hash)) {
            byte[] held = read(slot);
            if (held[0] == LIVE && Arrays.equals(held, 8, 8 + NAME, name, 0, NAME)) {
                return slot;
            }
        }
        return -1;
    }

    /// Makes a key for a subject. It is durable after [#force()].
    ///
    /// @return its slot
    int make(String subject) throws IOException {
        byte[] name = name(subject);
        var key = new byte[32];
        random.nextBytes(key);
        var slot = ByteBuffer.allocate(SLOT).put(LIVE).position(8).put(name);
        slot.put(master.wrap(new SecretKeySpec(key, "AES"))).flip();
        Arrays.fill(key, (byte) 0);
        write(slots, slot);
        table.put(ByteBuffer.wrap(name).getLong(), slots);
        return slots++;
    }

    /// Destroys keys: what they have sealed is lost from now on, whoever has a copy of it.
    void destroy(Collection<Integer> destroyed) throws IOException {
        for (int slot : destroyed) {
            long hash = ByteBuffer.wrap(read(slot)).getLong(8);
            write(slot, ByteBuffer.allocate(SLOT).put(DESTROYED).rewind());
            table.remove(hash, slot);
            destroyedSlots.set(slot);
        }
        force();
    }

    /// Whether a slot's key was destroyed; remembered, because whole files are gone through by it.
    boolean isDestroyed(int slot) {
        return destroyedSlots.get(slot);
    }

    private void write(int slot, ByteBuffer bytes) throws IOException {
        FileChannel channel = writable();
        long at = (long) slot * SLOT;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    void force() throws IOException {
        writable().force(true);
        forced = slots;
    }

    private FileChannel writable() {
        if (written == null) {
            throw new IllegalStateException("these keys are only looked up");
        }
        return written;
    }

    /// The key of a slot; null when it was destroyed, never made, or wrapped by another master.
    @Nullable SecretKey key(int slot) throws IOException {
        byte[] held = read(slot);
        if (held[0] != LIVE) {
            return null;
        }
        try {
            return master.unwrap(Arrays.copyOfRange(held, SLOT - MasterKey.WRAPPED_BYTES, SLOT));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /// With a channel of its own: who is interrupted closes nobody else's.
    private byte[] read(int slot) throws IOException {
        var bytes = ByteBuffer.allocate(SLOT);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if ((long) (slot + 1) * SLOT <= channel.size()) {
                fill(channel, bytes, (long) slot * SLOT);
            }
        }
        return bytes.array();
    }

    private static byte[] name(String subject) {
        byte[] whole = Disclosure.sha256(subject.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(whole, NAME);
    }

    @Override
    public void close() throws IOException {
        if (written != null) {
            written.close();
        }
    }
}
