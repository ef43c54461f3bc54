package sekisho.rig;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;

/// A card on a reader without hardware: it lies there from [#lay] to [#close].
///
/// It speaks the protocol of vsmartcard's vpcd: a length of two bytes, then one byte of control, or
/// a command for the card.
public final class VirtualCard implements AutoCloseable {
    private static final int ASK_ATR = 4;

    /// ATRs that a reader makes for memory cards (PC/SC part 3): FeliCa, and MIFARE Classic 1K.
    private static final String FELICA = "3b8f8001804f0ca00000030611003b0000000042";

    private static final String MIFARE = "3b8f8001804f0ca000000306030001000000006a";

    private final Socket socket;
    private final byte[] atr;
    private final byte[] answer;
    private final boolean pulled;

    private VirtualCard(Socket socket, String uid, boolean pulled) {
        this.socket = socket;
        this.atr = HexFormat.of().parseHex(uid.length() == 16 ? FELICA : MIFARE);
        this.answer = HexFormat.of().parseHex(uid + "9000");
        this.pulled = pulled;
    }

    /// @param pulled it is lifted when it is asked, before it answers
    static VirtualCard lay(int port, String uid, boolean pulled) throws IOException {
        var card = new VirtualCard(new Socket(InetAddress.getLoopbackAddress(), port), uid, pulled);
        Thread.ofPlatform().daemon().name("card " + uid).start(card::serve);
        return card;
    }

    private void serve() {
        try (var in = new DataInputStream(socket.getInputStream());
                var out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                byte[] told = in.readNBytes(in.readUnsignedShort());
                if (told.length == 1 && told[0] == ASK_ATR) {
                    send(out, atr);
                } else if (told.length > 1) {
                    if (pulled) {
                        return;
                    }
                    send(out, answer);
                }
            }
        } catch (IOException _) {
            // The card was lifted, or its reader is gone.
        }
    }

    private static void send(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /// Lifts the card.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
