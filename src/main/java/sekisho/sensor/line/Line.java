package sekisho.sensor.line;

import sekisho.site.Bytes;

import java.io.IOException;

/// An open line. One that failed stays failed: close it and open another.
public interface Line extends AutoCloseable {

    /// Puts bytes on the line. One thread only.
    ///
    /// @throws IOException when the line is gone
    void send(Bytes bytes) throws IOException;

    /// Waits for bytes; returns none when there were none for a while. One thread only.
    ///
    /// @throws IOException when the line is gone, or was closed
    Bytes receive() throws IOException;

    /// Gives the line back; a thread in [#receive] returns soon after.
    @Override
    void close();

    /// Opens the line at an address, anew each time: a device may have come back under its path.
    ///
    /// @throws IOException when there is none, or somebody else has it
    static Line open(LineAddress address) throws IOException {
        return switch (address) {
            case LineAddress.Serial serial -> SerialLine.open(serial);
            case LineAddress.Tcp tcp -> TcpLine.open(tcp);
        };
    }
}
