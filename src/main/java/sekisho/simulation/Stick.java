package sekisho.simulation;

import sekisho.site.MediaId;

import java.util.List;

/// A USB stick of the simulated site, as it describes itself.
public record Stick(String vid, String pid, String serial) {

    /// Mass storage, SCSI, bulk-only.
    public static final List<String> INTERFACES = List.of("08:06:50");

    /// The id by which the station knows it.
    public MediaId media() {
        return MediaId.of(vid, pid, serial);
    }
}
