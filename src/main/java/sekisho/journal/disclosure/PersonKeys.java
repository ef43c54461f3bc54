package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /// More than one batch can leave doubtful when its force fails and the process dies.
    private static final long DOUBTFUL_BYTES = 32L << 20;

    private final VaultDisk disk;
    private final MasterKey master;
    private final SecureRandom random;
    private VaultDisk.@Nullable Place written;
    private SlotTable table = new SlotTable();

    /// Never changed: another takes its place, because any thread asks it.
    private volatile BitSet destroyedSlots = new BitSet();

    /// Destroyed, and known to be so on the disk.
    private final BitSet surelyDestroyed = new BitSet();

    private int slots;

    /// As many are known to be on the disk.
    private int forced;

    private PersonKeys(
            VaultDisk disk,
            MasterKey master,
            SecureRandom random,
            VaultDisk.@Nullable Place written) {
        this.disk = disk;
        this.master = master;
        this.random = random;
        this.written = written;
    }

    /// Opens the file of a folder to go on writing it, and makes it when it is not there.
    static PersonKeys open(VaultDisk disk, MasterKey master, SecureRandom random)
            throws IOException {
        VaultDisk.Place place = disk.open(FILE);
        var keys = new PersonKeys(disk, master, random, place);
        try {
            disk.force();
            keys.load(place);
            long size = (long) keys.slots * SLOT;
            place.rewrite(Math.max(0, size - DOUBTFUL_BYTES), size);
            place.force();
        } catch (IOException e) {
            place.close();
            throw e;
        }
        return keys;
    }

    /// The keys of a folder, to be looked up only.
    static PersonKeys toRead(VaultDisk disk, MasterKey master) {
        return new PersonKeys(disk, master, new SecureRandom(), null);
    }

    /// Forgets the keys that a failed disk may have lost: nothing of theirs was acknowledged.
    void resume() throws IOException {
        if (forced < slots) {
            writable().close();
            VaultDisk.Place place = disk.open(FILE);
            written = place;
            place.truncate((long) forced * SLOT);
            table = new SlotTable();
            slots = 0;
            load(place);
        }
    }

    /// Whether a folder holds keys.
    static boolean isThere(Path folder) {
        return Files.isReadable(folder.resolve(FILE)) && MasterKey.isThere(folder);
    }

    private void load(VaultDisk.Place place) throws IOException {
        var destroyed = (BitSet) destroyedSlots.clone();
        var piece = ByteBuffer.allocate(1024 * SLOT);
        long size = place.size() / SLOT * SLOT;
        for (long at = 0; at < size; at += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), size - at));
            place.readFully(piece, at);
            for (int i = 0; i < piece.limit(); i += SLOT) {
                if (piece.get(i) == LIVE) {
                    table.put(piece.getLong(i + 8), slots);
                }
                if (piece.get(i) == DESTROYED) {
                    destroyed.set(slots);
                }
                slots++;
            }
        }
        destroyedSlots = destroyed;
        forced = slots;
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

    /// Destroys keys: what they have sealed is lost from now on, whoever has a copy of it. Durable
    /// when it returns; after a failure it is done again, also by the next process, for which a key
    /// may look destroyed that is not.
    void destroy(Collection<Integer> wanted) throws IOException {
        var destroyed = (BitSet) destroyedSlots.clone();
        for (int slot : wanted) {
            if (!destroyed.get(slot)) {
                table.remove(ByteBuffer.wrap(read(slot)).getLong(8), slot);
                destroyed.set(slot);
            }
        }
        destroyedSlots = destroyed;
        var doubtful = (BitSet) destroyed.clone();
        doubtful.andNot(surelyDestroyed);
        for (int slot = doubtful.nextSetBit(0); slot >= 0; slot = doubtful.nextSetBit(slot + 1)) {
            write(slot, ByteBuffer.allocate(SLOT).put(DESTROYED).rewind());
        }
        force();
        surelyDestroyed.or(doubtful);
    }

    /// Whether a slot's key was destroyed; remembered, because whole files are gone through by it.
    boolean isDestroyed(int slot) {
        return destroyedSlots.get(slot);
    }

    private void write(int slot, ByteBuffer bytes) throws IOException {
        writable().writeAll(bytes, (long) slot * SLOT);
    }

    void force() throws IOException {
        writable().force();
        forced = slots;
    }

    private VaultDisk.Place writable() {
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

    /// From a place of its own: who is interrupted closes nobody else's.
    private byte[] read(int slot) throws IOException {
        var bytes = ByteBuffer.allocate(SLOT);
        if (destroyedSlots.get(slot)) {
            return bytes.put(DESTROYED).array();
        }
        try (VaultDisk.Place place = disk.read(FILE)) {
            if ((long) (slot + 1) * SLOT <= place.size()) {
                place.readFully(bytes, (long) slot * SLOT);
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
