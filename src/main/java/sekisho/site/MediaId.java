package sekisho.site;

import org.jspecify.annotations.Nullable;

/// A USB medium as it identifies itself; may hold any character its maker put into the serial.
///
/// @param value see [Id]
public record MediaId(String value) implements Id {

    /// The id of a medium that nobody registered under another: `vid:pid:serial`, or `vid:pid:` for
    /// one without a serial.
    public static MediaId of(String vid, String pid, @Nullable String serial) {
        return new MediaId(vid + ':' + pid + ':' + (serial == null ? "" : serial));
    }

    public MediaId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
