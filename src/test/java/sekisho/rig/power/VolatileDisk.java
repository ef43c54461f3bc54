package sekisho.rig.power;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// A disk with a write cache, whose power goes at a chosen command: of what was written since the
/// last flush then each sector of 4 KiB may be there or not. Offered as a Network Block Device, in
/// the part of that protocol which QEMU speaks.
public final class VolatileDisk implements AutoCloseable {
    /// What a disk of today writes wholly or not at all; with less, ext4 itself calls the block
    /// behind a transaction corrupt.
    public static final int SECTOR = 4096;

    private static final long OPTION_MAGIC = 0x49484156454F5054L;
    private static final long REPLY_MAGIC = 0x3e889045565a9L;
    private static final int GO = 7;
    private static final int ACKNOWLEDGED = 1;
    private static final int INFORMATION = 3;
    private static final int UNSUPPORTED = 0x80000001;
    private static final int HAS_FLAGS_AND_FLUSHES = 0b101;

    private record Written(long offset, byte[] bytes) {}

    private final Path platter;
    private final Path seen;
    private final ServerSocketChannel server;
    private final List<Written> cache = new ArrayList<>();
    private final Thread thread;
    private volatile CompletableFuture<Void> dark = new CompletableFuture<>();
    private long commandsLeft = Long.MAX_VALUE;
    private long commands;

    /// Offers a disk at a socket.
    ///
    /// @param platter the disk's content, as it is when the power is off
    public VolatileDisk(Path platter, Path socket) throws IOException {
        this.platter = platter;
        this.seen = platter.resolveSibling(platter.getFileName() + ".seen");
        Files.copy(platter, seen);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread = Thread.ofPlatform().name("disk").daemon().start(this::serve);
    }

    /// The power will go at this writing command or flush, counted from now: it is not obeyed any
    /// more, and never answered.
    ///
    /// @return completes then
    public synchronized CompletableFuture<Void> darkAt(long command) {
        dark = new CompletableFuture<>();
        commandsLeft = command;
        commands = 0;
        return dark;
    }

    /// How many writing commands and flushes there were since [#darkAt].
    public synchronized long commands() {
        return commands;
    }

    /// Drops the cache, or what chance wants of it. Nobody may be connected.
    public synchronized void loseCache(RandomGenerator random) throws IOException {
        try (var file = FileChannel.open(platter, StandardOpenOption.WRITE)) {
            for (Written written : cache) {
                int fate = random.nextInt(3);
                for (int at = 0; at < written.bytes.length; at += SECTOR) {
                    if (fate == 0 || fate == 1 && random.nextBoolean()) {
                        write(file, written, at, Math.min(SECTOR, written.bytes.length - at));
                    }
                }
            }
        }
        cache.clear();
        Files.copy(platter, seen, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(FileChannel file, Written written, int from, int length)
            throws IOException {
        var bytes = ByteBuffer.wrap(written.bytes, from, length);
        for (long at = written.offset + from; bytes.hasRemaining(); ) {
            at += file.write(bytes, at);
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept();
                    FileChannel file =
                            FileChannel.open(
                                    seen, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                var in = new DataInputStream(Channels.newInputStream(client));
                var out = new DataOutputStream(Channels.newOutputStream(client));
                if (agree(in, out)) {
                    obey(in, out, file);
                }
                in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // QEMU was killed, or the disk is closed
            }
        }
    }

    private boolean agree(DataInputStream in, DataOutputStream out) throws IOException {
        out.writeBytes("NBDMAGICIHAVEOPT");
        out.writeShort(0b11);
        in.readInt();
        while (in.readLong() == OPTION_MAGIC) {
            int option = in.readInt();
            in.skipNBytes(in.readInt());
            if (option == GO) {
                reply(out, option, INFORMATION, 12);
                out.writeShort(0);
                out.writeLong(Files.size(platter));
                out.writeShort(HAS_FLAGS_AND_FLUSHES);
                reply(out, option, ACKNOWLEDGED, 0);
                return true;
            }
            reply(out, option, UNSUPPORTED, 0);
        }
        return false;
    }

    private static void reply(DataOutputStream out, int option, int type, int length)
            throws IOException {
        out.writeLong(REPLY_MAGIC);
        out.writeInt(option);
        out.writeInt(type);
        out.writeInt(length);
    }

    private void obey(DataInputStream in, DataOutputStream out, FileChannel file)
            throws IOException {
        while (true) {
            in.skipNBytes(6);
            int command = in.readShort();
            long handle = in.readLong();
            long offset = in.readLong();
            int length = in.readInt();
            byte[] bytes = new byte[0];
            switch (command) {
                case 0 -> bytes = read(file, offset, length);
                case 1 -> {
                    bytes = in.readNBytes(length);
                    if (bytes.length < length || !write(file, new Written(offset, bytes))) {
                        return;
                    }
                    bytes = new byte[0];
                }
                case 2 -> {
                    return;
                }
                case 3 -> {
                    if (!flush()) {
                        return;
                    }
                }
                default -> throw new IOException("command " + command);
            }
            var answer = ByteBuffer.allocate(16 + bytes.length);
            answer.putInt(0x67446698).putInt(0).putLong(handle).put(bytes);
            out.write(answer.array());
        }
    }

    private static byte[] read(FileChannel file, long offset, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("behind the end of the disk");
            }
        }
        return bytes.array();
    }

    private synchronized boolean hasPower() {
        commands++;
        commandsLeft--;
        if (commandsLeft <= 0) {
            dark.complete(null);
        }
        return commandsLeft > 0;
    }

    private synchronized boolean write(FileChannel file, Written written) throws IOException {
        boolean goes = hasPower();
        cache.add(written);
        if (goes) {
            write(file, written, 0, written.bytes.length);
        }
        return goes;
    }

    private synchronized boolean flush() throws IOException {
        boolean goes = hasPower();
        if (goes) {
            try (var file = FileChannel.open(platter, StandardOpenOption.WRITE)) {
                for (Written written : cache) {
                    write(file, written, 0, written.bytes.length);
                }
            }
            cache.clear();
        }
        return goes;
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.join();
    }
}
