package sekisho.simulation.reader;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.osdp.OsdpCommand;
import sekisho.sensor.osdp.OsdpCommands;
import sekisho.sensor.osdp.OsdpFrame;
import sekisho.sensor.osdp.OsdpKeys;
import sekisho.sensor.osdp.OsdpReplies;
import sekisho.sensor.osdp.OsdpReply;
import sekisho.sensor.osdp.OsdpReply.Capability;
import sekisho.sensor.osdp.SecureChannel;
import sekisho.site.Bytes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A reader with a door contact at input 0 (active: closed) and an exit button at input 1.
///
/// Without a key it talks in the clear, and on a channel under the key of the factory. Once it has
/// a key of its own, it tells nothing but who it is without a secure channel under that key.
///
/// It tells what happened in the order in which it happened, one thing for each poll, and keeps it
/// while nobody polls. Any thread may call it.
public final class VirtualReader {
    private static final int CONTACT = 0;
    private static final int EXIT = 1;
    private static final int RAW = 0;

    /// What is waiting to be told; a real reader's memory is as finite.
    private static final int EVENTS_MAX = 1_000;

    private int address;
    private int baud = 9_600;
    private Moving moving = Moving.AS_TOLD;
    private @Nullable Runnable move;
    private final Deque<OsdpReply> events = new ArrayDeque<>();

    /// The inputs as they are, and as they were when the last event was told.
    private Bytes inputs = Bytes.of((byte) 1, (byte) 0);

    private Bytes toldInputs = inputs;
    private boolean toldTampered;
    private boolean silent;
    private int expected;
    private @Nullable OsdpFrame lastCommand;
    private @Nullable Bytes lastAnswer;
    private OsdpCommand.@Nullable Color shown;
    private boolean display;
    private String read = "";
    private @Nullable Bytes key;
    private VirtualHandshake handshake = new VirtualHandshake(OsdpKeys.DEFAULT);
    private @Nullable SecureChannel channel;

    /// What becomes of being told another address and speed.
    public enum Moving {
        AS_TOLD,
        WITHOUT_A_WORD,
        ADDRESS_ONLY,
        NOT_AT_ALL,
        REFUSED
    }

    /// @param address on its line, 0 to 126
    public VirtualReader(int address) {
        this.address = address;
    }

    /// Its speed.
    public synchronized int baud() {
        return baud;
    }

    /// From now on that becomes of it.
    public synchronized void moving(Moving how) {
        moving = how;
    }

    /// Its address on the line.
    public synchronized int address() {
        return address;
    }

    /// Somebody presents a card.
    ///
    /// @param bits how many bits it has
    /// @param hex the bits, left-aligned
    public synchronized void present(int bits, String hex) {
        happen(new OsdpReply.RawCard(0, RAW, bits, Bytes.ofHex(hex)));
    }

    /// The door is opened.
    public synchronized void open() {
        input(CONTACT, 0);
    }

    /// The door is closed.
    public synchronized void close() {
        input(CONTACT, 1);
    }

    /// Somebody presses the exit button, and lets it go.
    public synchronized void pressExit() {
        input(EXIT, 1);
        input(EXIT, 0);
    }

    /// Somebody opens the reader's case, or closes it again.
    public synchronized void tamper(boolean opened) {
        happen(new OsdpReply.LocalStatus(opened, false));
    }

    /// The reader falls silent, as if its cable was cut, or answers again.
    public synchronized void silence(boolean on) {
        silent = on;
    }

    /// The reader is given a key of its own, 16 bytes, as by its installer.
    public synchronized void key(Bytes own) {
        key = own;
        channel = null;
    }

    /// The key that it has; null while it has none.
    public synchronized @Nullable Bytes key() {
        return key;
    }

    /// Whether it talks on a secure channel now.
    public synchronized boolean isSecure() {
        return channel != null;
    }

    /// The colour that the reader was last told to show; null before the first one.
    public synchronized OsdpCommand.@Nullable Color shown() {
        return shown;
    }

    /// The reader has a display, or none.
    public synchronized void display(boolean there) {
        display = there;
    }

    /// What its display was last told to show; empty before the first time.
    public synchronized String read() {
        return read;
    }

    /// Answers a command that carries its address; null while it is silent.
    public synchronized @Nullable Bytes answer(OsdpFrame command) {
        if (silent) {
            return null;
        }
        int sequence = command.sequence();
        if (sequence == 0) {
            expected = 0;
            channel = null;
        } else if (command.equals(lastCommand)) {
            return lastAnswer;
        }
        if (sequence != expected) {
            return frame(refusal(OsdpReply.Nak.SEQUENCE), sequence).encoded();
        }
        expected = sequence % 3 + 1;
        lastCommand = command;
        lastAnswer = respond(command).encoded();
        Runnable away = move;
        if (away == null) {
            return lastAnswer;
        }
        move = null;
        away.run();
        return moving == Moving.WITHOUT_A_WORD ? null : lastAnswer;
    }

    private OsdpFrame respond(OsdpFrame command) {
        int sequence = command.sequence();
        if (channel == null) {
            return switch (OsdpCommands.read(command)) {
                case OsdpCommand.Challenge challenge -> challenged(challenge, sequence);
                case OsdpCommand.Prove prove -> proven(prove, sequence);
                case OsdpCommand meant when isAllowedInTheClear(meant) ->
                        frame(obey(meant), sequence);
                case OsdpCommand _ -> frame(refusal(OsdpReply.Nak.SECURE_REQUIRED), sequence);
            };
        }
        SecureChannel secured = channel;
        OsdpFrame meant = command.reply() ? null : secured.open(command);
        return meant == null
                ? frame(refusal(OsdpReply.Nak.SECURE_REQUIRED), sequence)
                : secured.seal(frame(obey(OsdpCommands.read(meant)), sequence));
    }

    private boolean isAllowedInTheClear(OsdpCommand command) {
        return switch (command) {
            case OsdpCommand.Identify _, OsdpCommand.AskCapabilities _ -> true;
            case OsdpCommand.SetKey _ -> false;
            default -> key == null;
        };
    }

    private OsdpFrame challenged(OsdpCommand.Challenge challenge, int sequence) {
        if (challenge.defaultKey() != (key == null)) {
            return frame(refusal(OsdpReply.Nak.SECURE_REQUIRED), sequence);
        }
        handshake = new VirtualHandshake(key == null ? OsdpKeys.DEFAULT : key);
        return handshake.challenged(challenge, address, sequence);
    }

    private OsdpFrame proven(OsdpCommand.Prove prove, int sequence) {
        channel = handshake.channel(prove);
        return handshake.proven(channel != null, address, sequence);
    }

    private static OsdpReply refusal(int reason) {
        return new OsdpReply.Nak(reason, Bytes.NONE);
    }

    private OsdpFrame frame(OsdpReply reply, int sequence) {
        return OsdpReplies.frame(reply, address, sequence);
    }

    private OsdpReply obey(OsdpCommand command) {
        return switch (command) {
            case OsdpCommand.Poll _ -> nextEvent();
            case OsdpCommand.Identify _ -> new OsdpReply.DeviceId(0x5E0000, 1, 1, address, "1.0.0");
            case OsdpCommand.AskCapabilities _ ->
                    new OsdpReply.Capabilities(
                            List.of(
                                    new Capability(Capability.CONTACTS, 1, inputs.size()),
                                    new Capability(Capability.LEDS, 1, 1),
                                    new Capability(Capability.BUZZER, 1, 1),
                                    new Capability(Capability.TEXT, display ? 1 : 0, 1),
                                    new Capability(Capability.SECURE_CHANNEL, 1, 1)));
            case OsdpCommand.AskLocalStatus _ -> new OsdpReply.LocalStatus(toldTampered, false);
            case OsdpCommand.AskInputs _ -> new OsdpReply.InputStatus(toldInputs);
            case OsdpCommand.AskOutputs _ -> new OsdpReply.OutputStatus(Bytes.NONE);
            case OsdpCommand.AskReaders _ -> new OsdpReply.ReaderStatus(Bytes.of((byte) 0));
            case OsdpCommand.Shine shine -> {
                shown = shine.color();
                yield new OsdpReply.Ack();
            }
            case OsdpCommand.Sound _ -> new OsdpReply.Ack();
            case OsdpCommand.Show show -> {
                read = show.text();
                yield display ? new OsdpReply.Ack() : refusal(OsdpReply.Nak.UNKNOWN_COMMAND);
            }
            case OsdpCommand.SetCommunication(int other, long speed) -> move(other, (int) speed);
            case OsdpCommand.SetKey(Bytes own) -> {
                key = own;
                yield new OsdpReply.Ack();
            }
            case OsdpCommand.Challenge _, OsdpCommand.Prove _, OsdpCommand.Other _ ->
                    refusal(OsdpReply.Nak.UNKNOWN_COMMAND);
        };
    }

    /// It moves when it has answered.
    private OsdpReply move(int other, int speed) {
        if (moving == Moving.REFUSED) {
            return refusal(OsdpReply.Nak.UNKNOWN_COMMAND);
        }
        int taken = moving == Moving.ADDRESS_ONLY ? baud : speed;
        if (moving != Moving.NOT_AT_ALL) {
            move =
                    () -> {
                        address = other;
                        baud = taken;
                        expected = 0;
                        channel = null;
                    };
        }
        return new OsdpReply.Communication(other, taken);
    }

    private OsdpReply nextEvent() {
        OsdpReply event = events.poll();
        if (event instanceof OsdpReply.InputStatus(Bytes told)) {
            toldInputs = told;
        }
        if (event instanceof OsdpReply.LocalStatus(boolean tampered, _)) {
            toldTampered = tampered;
        }
        return event == null ? new OsdpReply.Ack() : event;
    }

    private void input(int number, int state) {
        byte[] changed = inputs.toArray();
        changed[number] = (byte) state;
        inputs = Bytes.of(changed);
        happen(new OsdpReply.InputStatus(inputs));
    }

    private void happen(OsdpReply event) {
        if (events.size() == EVENTS_MAX) {
            events.remove();
        }
        events.add(event);
    }
}
