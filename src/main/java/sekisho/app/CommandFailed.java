package sekisho.app;

/// A command could not do what it was asked for. The message says why, and what would help.
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailed(String message) {
        super(message, null, false, false);
    }
}
