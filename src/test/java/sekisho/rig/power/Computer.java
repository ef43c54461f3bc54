package sekisho.rig.power;

import sekisho.rig.Rig;
import sekisho.rig.Until;
import sekisho.rig.guest.Image;
import sekisho.rig.guest.LocalLines;
import sekisho.rig.guest.Qmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A computer without a disk of its own, emulated: it boots once, up to where it says `ready` and
/// has not touched its disk yet. Each time it is switched on it goes on from there, with the disk
/// as the last power cut has left it.
public final class Computer {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Image image;
    private final Path folder;
    private final Path disk;
    private int times;

    /// Boots it.
    ///
    /// @param folder for sockets and for what its memory holds when it is ready
    /// @param disk the socket of its disk
    public Computer(Image image, Path folder, Path disk) throws Exception {
        this.image = image;
        this.folder = folder;
        this.disk = disk;
        try (var booting = new Running(List.of())) {
            String said = booting.read();
            if (!said.equals("ready")) {
                throw new IOException("it said " + said);
            }
            booting.keepMemory();
        }
    }

    private Path memory() {
        return folder.resolve("memory");
    }

    /// Switches it on; it is as it was when it said that it is ready.
    public Running switchOn() throws Exception {
        return new Running(List.of("-incoming", "exec:cat " + memory()));
    }

    private List<String> command(Path qmp, Path port, List<String> more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Rig.program("qemu-system-x86_64"),
                                "-accel",
                                "tcg,thread=multi",
                                "-cpu",
                                "max",
                                "-m",
                                "512",
                                "-machine",
                                "q35",
                                "-nodefaults",
                                "-no-user-config",
                                "-display",
                                "none",
                                "-no-reboot",
                                "-kernel",
                                image.kernel().toString(),
                                "-initrd",
                                image.initrd().toString(),
                                "-append",
                                "console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on",
                                "-serial",
                                "file:" + image.console(),
                                "-qmp",
                                "unix:" + qmp + ",server=on,wait=off",
                                "-device",
                                "vmgenid,guid=auto",
                                "-blockdev",
                                "driver=nbd,node-name=disk,server.type=unix,server.path=" + disk,
                                "-device",
                                "virtio-blk-pci,drive=disk,write-cache=on,physical_block_size="
                                        + VolatileDisk.SECTOR,
                                "-device",
                                "virtio-serial-pci",
                                "-chardev",
                                "socket,id=port,path=" + port + ",server=on,wait=off",
                                "-device",
                                "virtserialport,chardev=port,name=port"));
        command.addAll(more);
        return command;
    }

    /// From when it is switched on until its power goes.
    public final class Running implements AutoCloseable {
        private final Process qemu;
        private final Qmp qmp;
        private final LocalLines port;

        private Running(List<String> more) throws Exception {
            times++;
            Path control = folder.resolve("qmp" + times);
            Path lines = folder.resolve("port" + times);
            qemu =
                    new ProcessBuilder(command(control, lines, more))
                            .redirectErrorStream(true)
                            .redirectOutput(image.complaints().toFile())
                            .start();
            try {
                qmp = new Qmp(control);
                port = new LocalLines(lines);
            } catch (Exception | AssertionError e) {
                qemu.destroyForcibly();
                throw new IOException(Files.readString(image.complaints()), e);
            }
        }

        private void keepMemory() throws Exception {
            qmp.execute("migrate-set-parameters", Map.of("max-bandwidth", 8L << 30));
            qmp.execute("migrate", Map.of("uri", "exec:cat > " + memory()));
            Until.holds(
                    "its memory is kept",
                    PATIENCE,
                    () ->
                            qmp.execute("query-migrate", Map.of()) instanceof Map<?, ?> state
                                    && "completed".equals(state.get("status")));
        }

        /// Says a line to it.
        public void write(String line) throws IOException {
            port.write(line);
        }

        /// Waits for a line of it; after a power cut for those it had said before.
        ///
        /// @throws java.io.EOFException when there are no more, because its power has gone
        public String read() throws IOException {
            return port.read();
        }

        /// The power goes: nothing of its memory is left.
        public void cut() throws InterruptedException {
            qemu.destroyForcibly().waitFor();
        }

        @Override
        public void close() throws Exception {
            cut();
            qmp.close();
            port.close();
        }
    }
}
