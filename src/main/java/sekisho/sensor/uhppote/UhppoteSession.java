package sekisho.sensor.uhppote;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The conversation with one controller: time and replies in, actions out.
///
/// One request is under way at a time and is repeated until it is answered; a reply to anything
/// else is an echo of the past and moves nothing. Events come in the order of their index and each
/// once, whatever the network loses, repeats or delays. `now` is a steady time, `at` the time of
/// day.
final class UhppoteSession {
    static final Duration REPLY_WITHIN = Duration.ofMillis(500);
    static final Duration OFFLINE_AFTER = Duration.ofSeconds(10);

    /// How often we look for new events and at the clock, whether or not the controller pushes.
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /// How often a controller is called that does not answer.
    static final Duration CALL_EVERY = Duration.ofSeconds(2);

    /// A clock that is further off is set right; the controller tells whole seconds.
    static final Duration CLOCK_OFF = Duration.ofSeconds(1);

    /// An answer to an earlier question can say that an event is not there which is. That it still
    /// says so after this long, it can't.
    static final Duration DOUBTED_FOR = Duration.ofSeconds(10);

    static final Duration SET_EVERY = Duration.ofMinutes(1);

    private enum Step {
        CLOCK,
        SET_CLOCK,
        LISTENER,
        SPECIAL_EVENTS,
        PROBE,
        NEWEST,
        OLDEST,
        EVENT
    }

    private final UhppoteConfig.Controller config;
    private final @Nullable InetSocketAddress announced;
    private final Supplier<String> newMemory;

    private @Nullable UhppoteMark mark;
    private @Nullable Step asked;
    private long askedIndex;
    private Bytes sent = Bytes.NONE;
    private boolean online;
    private boolean lost;
    private boolean listenerNamed;
    private boolean specialEventsWanted = true;
    private boolean probed;
    private @Nullable Instant doubtedSince;
    private boolean overwritten;
    private boolean clockWrong;
    private long newest;
    private Instant dueAt = Instant.MIN;
    private Instant lastGood = Instant.MIN;
    private Instant newestAt = Instant.MIN;
    private Instant clockAt = Instant.MIN;
    private Instant setAgainAt = Instant.MIN;

    /// @param announced the address the controller is to push to; null: it is not told
    /// @param mark how far the controller was read; null: never
    /// @param newMemory makes a name for a memory
    UhppoteSession(
            UhppoteConfig.Controller config,
            @Nullable InetSocketAddress announced,
            @Nullable UhppoteMark mark,
            Supplier<String> newMemory) {
        this.config = config;
        this.announced = announced;
        this.mark = mark;
        this.newMemory = newMemory;
    }

    /// How far the controller was read; null: never.
    @Nullable UhppoteMark mark() {
        return mark;
    }

    /// Begins; from now on silence counts.
    void begin(Instant now) {
        lastGood = now;
        dueAt = now;
    }

    /// When it is next of use to call [#elapse].
    Instant dueAt() {
        return dueAt;
    }

    /// Says what is due: a request, its repetition, or that the controller is lost.
    void elapse(Instant now, Instant at, Consumer<UhppoteAction> out) {
        if (now.isBefore(dueAt)) {
            return;
        }
        if (!lost && !now.isBefore(lastGood.plus(OFFLINE_AFTER))) {
            goOffline(out);
        }
        if (asked == null) {
            ask(now, at);
        }
        if (asked != null) {
            dueAt = now.plus(online ? REPLY_WITHIN : CALL_EVERY);
            out.accept(new UhppoteAction.Send(sent));
        }
    }

    private void goOffline(Consumer<UhppoteAction> out) {
        lost = true;
        online = false;
        asked = null;
        String reason = "no answer for " + OFFLINE_AFTER.toSeconds() + " s";
        out.accept(new UhppoteAction.Offline(reason));
    }

    private void ask(Instant now, Instant at) {
        Step step = next(now);
        asked = step;
        if (step == null) {
            dueAt = newestAt.isBefore(clockAt) ? newestAt : clockAt;
            return;
        }
        askedIndex = index(step);
        sent =
                switch (step) {
                    case CLOCK -> UhppoteCodec.askClock(config.serial());
                    case SET_CLOCK ->
                            UhppoteCodec.setClock(
                                    config.serial(), LocalDateTime.ofInstant(at, config.clock()));
                    case LISTENER ->
                            UhppoteCodec.setListener(
                                    config.serial(), Objects.requireNonNull(announced));
                    case SPECIAL_EVENTS -> UhppoteCodec.recordSpecialEvents(config.serial());
                    case PROBE, NEWEST, OLDEST, EVENT ->
                            UhppoteCodec.askEvent(config.serial(), askedIndex);
                };
    }

    private @Nullable Step next(Instant now) {
        if (!online) {
            return Step.CLOCK;
        }
        if (announced != null && !listenerNamed) {
            return Step.LISTENER;
        }
        if (specialEventsWanted) {
            return Step.SPECIAL_EVENTS;
        }
        if (mark == null) {
            return Step.NEWEST;
        }
        if (!probed && mark.index() > 0 && mark.print().size() > 0) {
            return Step.PROBE;
        }
        if (overwritten) {
            return Step.OLDEST;
        }
        if (clockWrong && !now.isBefore(setAgainAt)) {
            return Step.SET_CLOCK;
        }
        if (!now.isBefore(clockAt)) {
            return Step.CLOCK;
        }
        if (mark.index() < newest) {
            return Step.EVENT;
        }
        return now.isBefore(newestAt) ? null : Step.NEWEST;
    }

    private long index(Step step) {
        return switch (step) {
            case PROBE -> Objects.requireNonNull(mark).index();
            case EVENT -> Objects.requireNonNull(mark).index() + 1;
            case NEWEST -> UhppoteCodec.NEWEST;
            case OLDEST -> UhppoteCodec.OLDEST;
            default -> 0;
        };
    }

    /// Takes a reply that carries this controller's serial number.
    void received(UhppoteReply reply, Instant now, Consumer<UhppoteAction> out) {
        lastGood = now;
        if (!online) {
            online = true;
            lost = false;
            listenerNamed = false;
            specialEventsWanted = true;
            probed = false;
            newestAt = now;
            clockAt = now;
            settle(now);
            out.accept(new UhppoteAction.Online());
        }
        switch (reply) {
            case UhppoteReply.Event event when event.pushed() -> pushed(event, now);
            case UhppoteReply.Event event -> told(event, now, out);
            case UhppoteReply.Clock clock -> clock(clock, now, out);
            case UhppoteReply.Done done -> done(done, now, out);
            case UhppoteReply.Unread unread ->
                    out.accept(new UhppoteAction.Odd("unknown reply " + unread.code()));
        }
    }

    /// Something has happened there: what, we ask for, in its order. An index that we have passed
    /// is a repetition or another memory; the newest index tells.
    private void pushed(UhppoteReply.Event event, Instant now) {
        if (mark != null && event.index() > mark.index()) {
            newest = Math.max(newest, event.index());
        } else {
            newestAt = now;
        }
        if (asked == null) {
            dueAt = now;
        }
    }

    private void told(UhppoteReply.Event event, Instant now, Consumer<UhppoteAction> out) {
        if (asked == Step.PROBE && isAnswer(event)) {
            probe(event, now, out);
        } else if (asked == Step.NEWEST) {
            newest(event, now, out);
        } else if (asked == Step.EVENT && isAnswer(event)) {
            next(event, out);
        } else if (asked == Step.OLDEST && !event.isOverwritten()) {
            oldest(event, out);
        } else {
            return;
        }
        settle(now);
        if (doubtedSince != null) {
            dueAt = now.plus(REPLY_WITHIN);
        }
    }

    /// An event of another index answers an earlier question.
    private boolean isAnswer(UhppoteReply.Event event) {
        return event.index() == askedIndex || event.index() == 0 || event.isOverwritten();
    }

    /// Whether the event that we read last is still the one we know.
    private void probe(UhppoteReply.Event event, Instant now, Consumer<UhppoteAction> out) {
        UhppoteMark before = Objects.requireNonNull(mark);
        boolean same = event.index() == before.index() && event.print().equals(before.print());
        if (same || event.isOverwritten()) {
            probed = true;
            doubtedSince = null;
        } else if (doubtedSince == null) {
            doubtedSince = now;
        } else if (!now.isBefore(doubtedSince.plus(DOUBTED_FOR))) {
            probed = true;
            doubtedSince = null;
            mark = new UhppoteMark(newMemory.get(), 0, Bytes.NONE);
            newest = 0;
            newestAt = now;
            out.accept(new UhppoteAction.BegunAnew());
        }
    }

    private void newest(UhppoteReply.Event event, Instant now, Consumer<UhppoteAction> out) {
        newestAt = now.plus(LOOK_EVERY);
        if (mark == null) {
            mark = new UhppoteMark(newMemory.get(), event.index(), event.print());
            probed = true;
            if (event.index() > 0) {
                out.accept(
                        new UhppoteAction.Missed(event.index(), "events before the first contact"));
            }
            return;
        }
        newest = event.index();
        boolean same = event.index() > mark.index() || event.print().equals(mark.print());
        probed = probed && same;
    }

    private void next(UhppoteReply.Event event, Consumer<UhppoteAction> out) {
        UhppoteMark before = Objects.requireNonNull(mark);
        if (event.isOverwritten()) {
            overwritten = true;
        } else if (event.index() == 0) {
            newest = before.index();
            probed = false;
        } else {
            mark = new UhppoteMark(before.memory(), event.index(), event.print());
            out.accept(new UhppoteAction.Recorded(before.memory(), event));
        }
    }

    private void oldest(UhppoteReply.Event event, Consumer<UhppoteAction> out) {
        UhppoteMark before = Objects.requireNonNull(mark);
        overwritten = false;
        long missed = event.index() - 1 - before.index();
        if (missed > 0) {
            mark = new UhppoteMark(before.memory(), event.index() - 1, Bytes.NONE);
            out.accept(new UhppoteAction.Missed(missed, "events were overwritten"));
        }
    }

    private void clock(UhppoteReply.Clock clock, Instant now, Consumer<UhppoteAction> out) {
        if (asked != (clock.set() ? Step.SET_CLOCK : Step.CLOCK)) {
            return;
        }
        clockAt = now.plus(LOOK_EVERY);
        if (clock.time() == null) {
            clockWrong = config.setClock();
            out.accept(new UhppoteAction.Odd("a clock without a time"));
        } else if (clock.set()) {
            clockWrong = false;
            setAgainAt = now.plus(SET_EVERY);
            out.accept(new UhppoteAction.ClockSet(clock.time()));
        } else {
            out.accept(new UhppoteAction.ClockRead(clock.time()));
        }
        settle(now);
    }

    /// The clock was found wrong: it is set when that is allowed and was not done just now.
    void clockIsWrong() {
        clockWrong = config.setClock();
    }

    private void done(UhppoteReply.Done done, Instant now, Consumer<UhppoteAction> out) {
        if (asked == Step.LISTENER && done.code() == UhppoteCodec.SET_LISTENER) {
            listenerNamed = true;
        } else if (asked == Step.SPECIAL_EVENTS && done.code() == UhppoteCodec.SPECIAL_EVENTS) {
            specialEventsWanted = false;
        } else {
            return;
        }
        if (!done.well()) {
            out.accept(
                    new UhppoteAction.Odd(
                            done.code() == UhppoteCodec.SET_LISTENER
                                    ? "the controller refuses to push events here"
                                    : "the controller refuses to record doors and buttons"));
        }
        settle(now);
    }

    private void settle(Instant now) {
        asked = null;
        dueAt = now;
    }
}
