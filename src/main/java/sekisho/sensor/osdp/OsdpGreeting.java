package sekisho.sensor.osdp;

/// By what a reader is greeted: by asking who it is, and now and then by a poll.
///
/// Some readers want a poll before anything else. A poll under number 0 can cost a read, because
/// nothing but a number above 0 is answered from memory; so it is the exception.
final class OsdpGreeting {
    private static final int BY_POLL_EVERY = 4;

    private int greetings;
    private boolean answersIdentify;

    /// How to greet this time.
    OsdpCommand next() {
        greetings++;
        boolean byPoll = !answersIdentify && greetings % BY_POLL_EVERY == 0;
        return byPoll ? new OsdpCommand.Poll() : new OsdpCommand.Identify();
    }

    /// The reader answered; says whether we know by that who it is.
    boolean answered(OsdpCommand greeting) {
        greetings = 0;
        answersIdentify = greeting instanceof OsdpCommand.Identify;
        return answersIdentify;
    }
}
