package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// The conversation with one reader: time and replies in, actions out.
///
/// It greets the reader with sequence number 0, asks who it is and what it can do, shakes hands if
/// a secure channel is wanted ([SecureSetup]), and then asks what is on the [OsdpAgenda]. One
/// question is out at a time ([OsdpExchange]). The time is a steady one that nobody sets; [OsdpBus]
/// says when it is this reader's turn.
final class OsdpSession {
    /// How often a reader is called that does not answer.
    static final Duration CALL_EVERY = Duration.ofSeconds(1);

    private static final Duration AGAIN_AFTER = Duration.ofMillis(50);

    /// After so many repetitions of anything but a poll we begin anew, without it the second time.
    private static final int REPEATS_MAX = 5;

    private enum Step {
        GREET,
        IDENTIFY,
        CAPABILITIES,
        SECURE,
        TALK
    }

    private final int address;
    private final @Nullable SecureSetup setup;
    private final OsdpGreeting greeting = new OsdpGreeting();
    private final OsdpRefusals refusals = new OsdpRefusals();
    private final OsdpAgenda agenda;
    private final OsdpPresence presence;
    private final OsdpExchange exchange;
    private Step step = Step.GREET;
    private Instant turnAt = Instant.MIN;

    /// @param onTheLine how long the bytes of a command and its reply may take to travel
    /// @param setup the way to a secure channel; null: all is said in the clear
    OsdpSession(OsdpReaderConfig config, Duration onTheLine, @Nullable SecureSetup setup) {
        this.address = config.address();
        this.setup = setup;
        this.agenda = new OsdpAgenda(config, refusals);
        this.presence = new OsdpPresence(config.offlineAfter());
        this.exchange = new OsdpExchange(onTheLine);
    }

    int address() {
        return address;
    }

    /// Whether a command is out and its answer may still come.
    boolean isAwaiting() {
        return exchange.isAwaiting();
    }

    /// Whether it was asked something that a poll is to follow.
    boolean owesPoll() {
        return step == Step.TALK && agenda.owesPoll();
    }

    /// Whether it had something to tell when it was polled last, and may have more.
    boolean hasNews() {
        return step == Step.TALK && agenda.hasNews();
    }

    /// When its last turn was.
    Instant turnAt() {
        return turnAt;
    }

    /// Since when it waits to be asked more than whether it has news.
    Instant wantsMoreAt() {
        return step == Step.TALK ? agenda.wantsMoreAt() : Instant.MAX;
    }

    /// When it is next of use to call [#elapse].
    Instant dueAt() {
        Instant lost = presence.lostAt();
        return lost.isBefore(exchange.dueAt()) ? lost : exchange.dueAt();
    }

    /// The line is there.
    void begin(Instant now) {
        restart(now);
        presence.expect(now);
    }

    /// The line is gone.
    void cut(String reason, Instant now, Consumer<OsdpAction> out) {
        goOffline(reason, now, out);
    }

    /// Asks or tells the reader something, as soon as may be; while it is not there, never.
    void signal(OsdpCommand command, Instant now) {
        if (presence.isOnline() && !refusals.has(command)) {
            agenda.signal(command);
            exchange.hasten(now);
        }
    }

    /// Says what is due: a command, its repetition, or that the reader is lost.
    ///
    /// @param room whether there is time to ask more than whether there is news
    void elapse(Instant now, boolean room, Consumer<OsdpAction> out) {
        if (!now.isBefore(presence.lostAt())) {
            goOffline(presence.reason(), now, out);
            return;
        }
        if (now.isBefore(exchange.dueAt())) {
            return;
        }
        if (exchange.isAwaiting()) {
            if (exchange.isSilent()) {
                presence.blameSilence();
            }
            overdue(now, out);
            return;
        }
        if (step == Step.GREET && exchange.isSaid()) {
            exchange.drop(now);
        }
        if (exchange.question() == null) {
            ask(next(now, room));
            turnAt = now;
        }
        out.accept(new OsdpAction.Send(exchange.say(now)));
    }

    private void ask(OsdpCommand question) {
        OsdpFrame frame = OsdpCommands.frame(question, address, exchange.sequence());
        SecureChannel channel = channel();
        exchange.begin(question, (channel == null ? frame : channel.seal(frame)).encoded());
    }

    /// What to ask next. Steps whose question the reader refuses are passed over.
    private OsdpCommand next(Instant now, boolean room) {
        return switch (step) {
            case GREET -> greeting.next();
            case IDENTIFY -> refusals.orPoll(new OsdpCommand.Identify());
            case CAPABILITIES -> refusals.orPoll(new OsdpCommand.AskCapabilities());
            case SECURE -> setup().next();
            case TALK -> agenda.next(now, room);
        };
    }

    /// Takes a reply that carries this reader's address.
    void received(OsdpFrame frame, Instant now, Consumer<OsdpAction> out) {
        OsdpCommand question = exchange.question();
        SecureChannel channel = channel();
        if (!exchange.isSaid() || question == null) {
            odd("a reply that nobody waits for", frame, out);
        } else if (channel == null) {
            if (frame.isSecured() && step != Step.SECURE) {
                odd("a secured reply without a secure channel", frame, out);
            } else {
                judge(frame, setup != null, question, now, out);
            }
        } else if (!frame.isSecured()) {
            judge(frame, true, question, now, out);
        } else if (frame.sequence() != exchange.sequence()) {
            outOfTurn(frame, out);
        } else {
            OsdpFrame opened = channel.open(frame);
            if (opened == null) {
                odd("a reply whose MAC does not hold", frame, out);
            } else {
                judge(opened, false, question, now, out);
            }
        }
    }

    /// @param exposed said in the clear by a reader that is to talk on a secure channel
    private void judge(
            OsdpFrame frame,
            boolean exposed,
            OsdpCommand question,
            Instant now,
            Consumer<OsdpAction> out) {
        OsdpReply reply = OsdpReplies.read(frame.code(), frame.data());
        if (reply instanceof OsdpReply.Busy) {
            presence.blame("busy");
            exchange.repeatAt(now.plus(AGAIN_AFTER));
        } else if (reply instanceof OsdpReply.Nak nak) {
            refused(nak, exposed, question, now, out);
        } else if (frame.sequence() != exchange.sequence()) {
            outOfTurn(frame, out);
        } else if (exposed && !mayBeSaidInTheClear(reply)) {
            odd("said in the clear what belongs on a secure channel", frame, out);
        } else if (step == Step.SECURE) {
            shakenHands(setup().answered(reply, frame.block()), question, now, out);
        } else {
            answered(reply, question, now, out);
        }
    }

    /// Who a reader is and its half of a handshake are never secret, and before the channel stands
    /// it may say that there is nothing to say. Some acknowledge a new key in the clear; whether
    /// they have it, the next handshake tells.
    private boolean mayBeSaidInTheClear(OsdpReply reply) {
        return switch (reply) {
            case OsdpReply.DeviceId _,
                    OsdpReply.Capabilities _,
                    OsdpReply.Challenged _,
                    OsdpReply.Proven _ ->
                    true;
            case OsdpReply.Ack _ -> channel() == null || setup().isSettingKey();
            default -> false;
        };
    }

    private void shakenHands(
            SecureSetup.Progress progress,
            OsdpCommand question,
            Instant now,
            Consumer<OsdpAction> out) {
        switch (progress) {
            case SecureSetup.Progress.GoOn _ -> advance(question, now, Step.SECURE);
            case SecureSetup.Progress.Done _ -> {
                agenda.begin();
                advance(question, now, Step.TALK);
            }
            case SecureSetup.Progress.Anew _ -> restart(now);
            case SecureSetup.Progress.Failed(String why) -> fail(why, now, out);
        }
    }

    /// This key leads to no channel: on to the next one, after the last one with a pause.
    private void fail(String why, Instant now, Consumer<OsdpAction> out) {
        presence.blame(why);
        out.accept(new OsdpAction.Odd(address, why, Bytes.NONE));
        restart(setup().tryNext() ? now : now.plus(CALL_EVERY));
    }

    private void answered(
            OsdpReply reply, OsdpCommand question, Instant now, Consumer<OsdpAction> out) {
        heardUsefulThings(now);
        if (step == Step.TALK && presence.arrive(now)) {
            out.accept(new OsdpAction.Online(address));
        }
        agenda.answered(question, reply);
        switch (reply) {
            case OsdpReply.Ack _ -> {}
            case OsdpReply.Unread(int code, Bytes data) ->
                    out.accept(new OsdpAction.Odd(address, "unknown reply " + code, data));
            case OsdpReply.Malformed(int code, Bytes data, String reason) ->
                    out.accept(new OsdpAction.Odd(address, "reply " + code + ": " + reason, data));
            default -> out.accept(new OsdpAction.Told(address, reply));
        }
        onward(question, now, out);
    }

    /// Who it is and what it can do a reader tells even if it will tell us nothing else.
    private void heardUsefulThings(Instant now) {
        if (step == Step.TALK) {
            presence.useful(now);
        }
    }

    private void refused(
            OsdpReply.Nak nak,
            boolean exposed,
            OsdpCommand question,
            Instant now,
            Consumer<OsdpAction> out) {
        String why = "refused: " + nak.words();
        presence.blame(why);
        if (nak.reason() == OsdpReply.Nak.CHECK) {
            overdue(now, out);
        } else if (nak.reason() == OsdpReply.Nak.SEQUENCE) {
            restart(now.plus(AGAIN_AFTER));
        } else if (step == Step.SECURE) {
            fail(why, now, out);
        } else if (step == Step.GREET
                || nak.reason() == OsdpReply.Nak.SECURE_REQUIRED
                || exposed && channel() != null) {
            restart(now.plus(AGAIN_AFTER));
        } else if (question instanceof OsdpCommand.Poll) {
            exchange.finish(now.plus(AGAIN_AFTER));
        } else {
            heardUsefulThings(now);
            giveUp(question, why, out);
            onward(question, now, out);
        }
    }

    /// The question is dealt with: on to the next step.
    private void onward(OsdpCommand question, Instant now, Consumer<OsdpAction> out) {
        switch (step) {
            case GREET -> advance(question, now, greeted(question));
            case IDENTIFY -> advance(question, now, Step.CAPABILITIES);
            case CAPABILITIES -> {
                if (setup == null) {
                    agenda.begin();
                    advance(question, now, Step.TALK);
                } else if (setup.begin(now)) {
                    advance(question, now, Step.SECURE);
                } else {
                    fail("no key for this reader", now, out);
                }
            }
            case SECURE, TALK -> advance(question, now, step);
        }
    }

    private Step greeted(OsdpCommand question) {
        boolean knowsWhoItIs = greeting.answered(question);
        return knowsWhoItIs ? Step.CAPABILITIES : Step.IDENTIFY;
    }

    private void advance(OsdpCommand question, Instant now, Step next) {
        refusals.trust(question);
        step = next;
        exchange.finish(next == Step.TALK ? agenda.dueAfter(now) : now);
    }

    private void overdue(Instant now, Consumer<OsdpAction> out) {
        OsdpCommand question = exchange.question();
        if (step == Step.GREET) {
            exchange.repeatAt(now.plus(CALL_EVERY));
            return;
        }
        int repeats = exchange.unanswered();
        exchange.repeatAt(now.plus(AGAIN_AFTER));
        if (repeats < REPEATS_MAX || question == null || question instanceof OsdpCommand.Poll) {
            return;
        }
        if (refusals.doubt(question)) {
            giveUp(question, presence.trouble(), out);
        }
        restart(now.plus(AGAIN_AFTER));
    }

    private void goOffline(String reason, Instant now, Consumer<OsdpAction> out) {
        if (presence.leave()) {
            out.accept(new OsdpAction.Offline(address, reason));
        }
        refusals.forget();
        agenda.forget();
        restart(now.plus(CALL_EVERY));
    }

    /// Asks this no more until the reader comes back. A reader without lamps is nothing to report.
    private void giveUp(OsdpCommand question, String why, Consumer<OsdpAction> out) {
        boolean signal =
                question instanceof OsdpCommand.Shine
                        || question instanceof OsdpCommand.Sound
                        || question instanceof OsdpCommand.Show;
        if (refusals.add(question) && !signal) {
            String what = question.getClass().getSimpleName() + " is given up: " + why;
            out.accept(new OsdpAction.Odd(address, what, exchange.sent()));
        }
    }

    private void restart(Instant next) {
        step = Step.GREET;
        if (setup != null) {
            setup.drop();
        }
        exchange.reset(next);
    }

    private @Nullable SecureChannel channel() {
        return setup == null ? null : setup.channel();
    }

    private SecureSetup setup() {
        if (setup == null) {
            throw new IllegalStateException("reader " + address + " talks in the clear");
        }
        return setup;
    }

    private void outOfTurn(OsdpFrame frame, Consumer<OsdpAction> out) {
        odd(
                "a reply numbered %d, not %d".formatted(frame.sequence(), exchange.sequence()),
                frame,
                out);
    }

    private void odd(String reason, OsdpFrame frame, Consumer<OsdpAction> out) {
        if (exchange.isAwaiting()) {
            exchange.heardNoAnswer();
            presence.blame(reason);
        }
        out.accept(new OsdpAction.Odd(address, reason, frame.encoded()));
    }
}
