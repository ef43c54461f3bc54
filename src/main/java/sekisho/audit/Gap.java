package sekisho.audit;

/// Numbers that a source gave to facts which never reached the log, both included.
public record Gap(String source, String boot, long from, long until) {
    String sentence() {
        return "source "
                + source
                + (from == until
                        ? " left out number " + from
                        : " left out numbers " + from + " to " + until)
                + " of its run "
                + boot
                + ": these facts never reached the log";
    }
}
