package sekisho.sensor.feed.file;

/// A file that is not of the kind that its mapping describes. The message says what is wrong and
/// what would be right.
public final class UnfitFile extends Exception {
    private static final long serialVersionUID = 1;

    UnfitFile(String reason) {
        super(reason, null, false, false);
    }
}
