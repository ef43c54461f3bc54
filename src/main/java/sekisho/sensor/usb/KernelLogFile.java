package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// `/dev/kmsg`, where it may be read: as root, with CAP_SYSLOG, or where `dmesg` is not restricted.
///
/// Trusted like the kernel, with one exception: root can write into it.
final class KernelLogFile implements AutoCloseable {
    static final String LINUX = "/dev/kmsg";
    private static final int RECORD_MAX = 8192;

    /// About a hundred devices.
    private static final int RECENT_MAX = 600;

    private final int file;
    private final byte[] buffer = new byte[RECORD_MAX];
    private final Deque<KernelLog.Line> recent = new ArrayDeque<>();
    private long last = -1;

    private KernelLogFile(int file) {
        this.file = file;
    }

    /// Opens it at its oldest record; null where it may not be read.
    static @Nullable KernelLogFile open(String path) {
        try {
            return new KernelLogFile(Libc.open(path));
        } catch (Libc.Failed e) {
            return null;
        }
    }

    /// Everything that has come since this was asked the last time.
    List<KernelLog.Line> read() {
        var lines = new ArrayList<KernelLog.Line>();
        while (true) {
            try {
                int length = Libc.read(file, buffer);
                if (length <= 0) {
                    return lines;
                }
                var text = new String(buffer, 0, length, StandardCharsets.UTF_8);
                KernelLog.Line line = KernelLog.line(text);
                if (line != null) {
                    last = line.seq();
                    lines.add(line);
                    keep(line);
                }
            } catch (Libc.Failed e) {
                if (e.errno() != Libc.EPIPE && e.errno() != Libc.EINTR) {
                    return lines;
                }
                // Records were overwritten before they were read: the next one is there.
            }
        }
    }

    /// The last lines about devices that were read.
    List<KernelLog.Line> recent() {
        return List.copyOf(recent);
    }

    private void keep(KernelLog.Line line) {
        if (line.text().startsWith("usb ") || line.text().startsWith("hub ")) {
            recent.addLast(line);
            if (recent.size() > RECENT_MAX) {
                recent.removeFirst();
            }
        }
    }

    /// The number of the last record that was read; -1 before the first.
    long last() {
        return last;
    }

    @Override
    public void close() {
        Libc.close(file);
    }
}
