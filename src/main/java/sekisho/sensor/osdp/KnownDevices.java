package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Bytes;
import sekisho.site.ReaderId;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/// Which device answered as which reader last, so that another one in its place is noticed, also
/// after a restart.
///
/// A small file for each reader. They are trusted: who can write them can hide that a reader was
/// exchanged while the station was stopped, and nothing else. One that can't be read counts as
/// absent: the device that answers next is taken for the known one.
public final class KnownDevices {
    private static final Logger LOG = LoggerFactory.getLogger(KnownDevices.class);

    private final @Nullable Path folder;
    private final Map<ReaderId, OsdpReply.DeviceId> known = new HashMap<>();

    private KnownDevices(@Nullable Path folder) {
        this.folder = folder;
    }

    /// Remembers in a folder, which is made when it is needed.
    public static KnownDevices in(Path folder) {
        return new KnownDevices(folder);
    }

    /// Remembers as long as the process runs.
    public static KnownDevices ofThisRun() {
        return new KnownDevices(null);
    }

    /// The device that answered last; null: none ever did.
    OsdpReply.@Nullable DeviceId of(ReaderId reader) {
        OsdpReply.DeviceId device = known.get(reader);
        return device == null ? read(reader) : device;
    }

    /// From now on this is the device.
    void remember(ReaderId reader, OsdpReply.DeviceId device) {
        known.put(reader, device);
        Path file = file(reader);
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, OsdpReplies.data(device).hex() + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} can't be written: {}", file, e.toString());
        }
    }

    private OsdpReply.@Nullable DeviceId read(ReaderId reader) {
        Path file = file(reader);
        if (file == null || Files.notExists(file)) {
            return null;
        }
        try {
            Bytes data = Bytes.ofHex(Files.readString(file, StandardCharsets.UTF_8).strip());
            return OsdpReplies.read(OsdpReplies.PDID, data) instanceof OsdpReply.DeviceId device
                    ? device
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} can't be read: {}", file, e.toString());
            return null;
        }
    }

    private @Nullable Path file(ReaderId reader) {
        String name = reader.value().replaceAll("[^A-Za-z0-9._-]", "_");
        return folder == null ? null : folder.resolve(name + ".device");
    }
}
