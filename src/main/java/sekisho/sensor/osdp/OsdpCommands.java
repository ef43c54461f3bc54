package sekisho.sensor.osdp;

import sekisho.site.Bytes;

/// A command to code and data, and back. Total, as [OsdpReplies] is.
public final class OsdpCommands {
    private static final int POLL = 0x60;
    private static final int ID = 0x61;
    private static final int CAP = 0x62;
    private static final int LSTAT = 0x64;
    private static final int ISTAT = 0x65;
    private static final int OSTAT = 0x66;
    private static final int RSTAT = 0x67;
    private static final int LED = 0x69;
    private static final int BUZ = 0x6A;

    private static final int LED_SIZE = 14;
    private static final int SET_TEMPORARY = 2;
    private static final int BUZ_SIZE = 5;
    private static final int DEFAULT_TONE = 2;

    private OsdpCommands() {}

    /// What a frame to a reader asks.
    public static OsdpCommand read(int code, Bytes data) {
        return switch (code) {
            case POLL -> new OsdpCommand.Poll();
            case ID -> new OsdpCommand.Identify();
            case CAP -> new OsdpCommand.AskCapabilities();
            case LSTAT -> new OsdpCommand.AskLocalStatus();
            case ISTAT -> new OsdpCommand.AskInputs();
            case OSTAT -> new OsdpCommand.AskOutputs();
            case RSTAT -> new OsdpCommand.AskReaders();
            case LED -> shine(data);
            case BUZ -> sound(data);
            default -> new OsdpCommand.Other(code, data);
        };
    }

    /// The frame in which we say it, in the clear.
    public static OsdpFrame frame(OsdpCommand command, int address, int sequence) {
        return OsdpFrame.plain(address, false, sequence, code(command), data(command));
    }

    static int code(OsdpCommand command) {
        return switch (command) {
            case OsdpCommand.Poll _ -> POLL;
            case OsdpCommand.Identify _ -> ID;
            case OsdpCommand.AskCapabilities _ -> CAP;
            case OsdpCommand.AskLocalStatus _ -> LSTAT;
            case OsdpCommand.AskInputs _ -> ISTAT;
            case OsdpCommand.AskOutputs _ -> OSTAT;
            case OsdpCommand.AskReaders _ -> RSTAT;
            case OsdpCommand.Shine _ -> LED;
            case OsdpCommand.Sound _ -> BUZ;
            case OsdpCommand.Other other -> other.code();
        };
    }

    static Bytes data(OsdpCommand command) {
        return switch (command) {
            case OsdpCommand.Poll _,
                    OsdpCommand.AskLocalStatus _,
                    OsdpCommand.AskInputs _,
                    OsdpCommand.AskOutputs _,
                    OsdpCommand.AskReaders _ ->
                    Bytes.NONE;
            // The kind of answer we want: the standard one.
            case OsdpCommand.Identify _, OsdpCommand.AskCapabilities _ -> Bytes.of((byte) 0);
            case OsdpCommand.Shine shine -> shine(shine);
            case OsdpCommand.Sound(int reader, int on, int off, int count) ->
                    Bytes.of(
                            (byte) reader,
                            (byte) DEFAULT_TONE,
                            (byte) on,
                            (byte) off,
                            (byte) count);
            case OsdpCommand.Other(_, Bytes data) -> data;
        };
    }

    /// A temporary setting; the permanent half (the last five bytes) says "leave it as it is".
    private static Bytes shine(OsdpCommand.Shine shine) {
        return Bytes.of(
                (byte) shine.reader(),
                (byte) shine.led(),
                (byte) SET_TEMPORARY,
                (byte) shine.on(),
                (byte) shine.off(),
                (byte) shine.color().ordinal(),
                (byte) OsdpCommand.Color.BLACK.ordinal(),
                (byte) shine.duration(),
                (byte) (shine.duration() >> 8),
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0);
    }

    private static OsdpCommand shine(Bytes data) {
        OsdpCommand.Color[] colors = OsdpCommand.Color.values();
        if (data.size() != LED_SIZE || data.at(2) != SET_TEMPORARY || data.at(5) >= colors.length) {
            return new OsdpCommand.Other(LED, data);
        }
        return new OsdpCommand.Shine(
                data.at(0), data.at(1), colors[data.at(5)], data.at(3), data.at(4), data.u16(7));
    }

    private static OsdpCommand sound(Bytes data) {
        return data.size() == BUZ_SIZE && data.at(1) == DEFAULT_TONE
                ? new OsdpCommand.Sound(data.at(0), data.at(2), data.at(3), data.at(4))
                : new OsdpCommand.Other(BUZ, data);
    }
}
