package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Gives a reader another address or speed, and finds out whether it has it: time and bytes in,
/// bytes out.
///
/// It is met as it is, told, and met as it is to be. One that is not found there is looked for
/// where it was: whatever went wrong, in the end it is said how the reader can be reached.
final class OsdpMove {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

    /// How a reader is reached.
    ///
    /// @param baud bits per second of its line
    record Setting(int address, int baud) {
        @Override
        public String toString() {
            return "address " + address + " at " + baud + " baud";
        }
    }

    /// What became of it.
    ///
    /// @param setting how the reader is reached now; null: it was not found
    /// @param words for the installer
    record Outcome(boolean moved, @Nullable Setting setting, String words) {}

    private enum Step {
        MEET,
        TELL,
        FIND_THERE,
        FIND_AGAIN
    }

    private final OsdpReaderConfig reader;
    private final Supplier<@Nullable SecureSetup> setup;
    private final Setting before;
    private Setting wanted;
    private Step step = Step.MEET;
    private OsdpBus bus;
    private Instant toldUntil = Instant.MAX;
    private @Nullable Outcome outcome;

    /// @param setup the way to a secure channel, anew for each attempt; of null: in the clear
    OsdpMove(
            OsdpReaderConfig reader,
            Supplier<@Nullable SecureSetup> setup,
            Setting before,
            Setting wanted) {
        this.reader = reader;
        this.setup = setup;
        this.before = before;
        this.wanted = wanted;
        this.bus = bus(before);
    }

    /// How the line is to be opened now.
    Setting setting() {
        return step == Step.FIND_THERE ? wanted : before;
    }

    /// What became of it; null while it goes on.
    @Nullable Outcome outcome() {
        return outcome;
    }

    /// The line is open as it is to be.
    void opened(Instant now) {
        bus = bus(setting());
        bus.opened(now);
    }

    void received(Bytes bytes, Instant now, Consumer<Bytes> send) {
        bus.received(bytes, now, action -> act(action, now, send));
    }

    void elapse(Instant now, Consumer<Bytes> send) {
        if (step == Step.TELL && !now.isBefore(toldUntil)) {
            step = Step.FIND_THERE;
            return;
        }
        bus.elapse(now, action -> act(action, now, send));
    }

    /// When it is next of use to call [#elapse].
    Instant dueAt() {
        Instant due = bus.dueAt();
        return step == Step.TELL && toldUntil.isBefore(due) ? toldUntil : due;
    }

    private OsdpBus bus(Setting at) {
        return new OsdpBus(
                List.of(
                        new OsdpSession(
                                reader.at(at.address()), Duration.ofMillis(100), setup.get())));
    }

    private void act(OsdpAction action, Instant now, Consumer<Bytes> send) {
        switch (action) {
            case OsdpAction.Send(Bytes bytes) -> send.accept(bytes);
            case OsdpAction.Online _ -> met(now);
            case OsdpAction.Offline(_, String reason) -> missed(reason);
            case OsdpAction.Told(_, OsdpReply.Communication(int address, long baud)) -> {
                if (step == Step.TELL) {
                    wanted = new Setting(address, (int) baud);
                    step = Step.FIND_THERE;
                }
            }
            case OsdpAction.Odd(_, String reason, _) -> {
                if (step == Step.TELL && reason.startsWith("SetCommunication")) {
                    outcome = new Outcome(false, before, "the reader can't be set: " + reason);
                }
            }
            case OsdpAction.Told _ -> {}
        }
    }

    private void met(Instant now) {
        switch (step) {
            case MEET -> {
                step = Step.TELL;
                toldUntil = now.plus(ANSWERS_WITHIN);
                bus.signal(
                        before.address(),
                        new OsdpCommand.SetCommunication(wanted.address(), wanted.baud()),
                        now);
            }
            case TELL -> {}
            case FIND_THERE ->
                    outcome = new Outcome(true, wanted, "the reader answers at " + wanted);
            case FIND_AGAIN ->
                    outcome =
                            new Outcome(
                                    false,
                                    before,
                                    "the reader does not answer at %s, but as before at %s"
                                            .formatted(wanted, before));
        }
    }

    private void missed(String reason) {
        switch (step) {
            case MEET ->
                    outcome =
                            new Outcome(
                                    false, null, "no reader is met at " + before + ": " + reason);
            case TELL -> step = Step.FIND_THERE;
            case FIND_THERE -> step = Step.FIND_AGAIN;
            case FIND_AGAIN ->
                    outcome =
                            new Outcome(
                                    false,
                                    null,
                                    "the reader answers neither at %s nor at %s: %s"
                                            .formatted(wanted, before, reason));
        }
    }
}
