package sekisho.app;

/// The station can't start. The message says why, and what to do about it.
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
        super(message, null, false, false);
    }
}
