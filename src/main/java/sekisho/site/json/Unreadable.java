package sekisho.site.json;

/// A text that can't be read as a fact. The message says what is wrong and what would be right.
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    public Unreadable(String reason) {
        super(reason, null, false, false);
    }
}
