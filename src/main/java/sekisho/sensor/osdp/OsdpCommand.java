package sekisho.sensor.osdp;

import sekisho.site.Bytes;

/// What we ask of a reader or tell it.
public sealed interface OsdpCommand {

    /// Anything new?
    record Poll() implements OsdpCommand {}

    /// Who are you?
    record Identify() implements OsdpCommand {}

    /// What can you do?
    record AskCapabilities() implements OsdpCommand {}

    /// Are you opened, have you power?
    record AskLocalStatus() implements OsdpCommand {}

    /// How are your inputs?
    record AskInputs() implements OsdpCommand {}

    /// How are your outputs?
    record AskOutputs() implements OsdpCommand {}

    /// How are your reading heads?
    record AskReaders() implements OsdpCommand {}

    /// Shine for a while, then as before. Times are in units of 100 ms.
    ///
    /// @param color one of [Color]
    /// @param on how long it shines in each round
    /// @param off how long it is dark in each round
    /// @param duration how long it goes on in all
    record Shine(int reader, int led, Color color, int on, int off, int duration)
            implements OsdpCommand {}

    /// Sound `count` times. Times are in units of 100 ms.
    record Sound(int reader, int on, int off, int count) implements OsdpCommand {}

    /// Show a text for a while, then what was there before.
    ///
    /// @param seconds how long
    /// @param text in ASCII, at most 32 characters; longer lines wrap
    record Show(int reader, int seconds, String text) implements OsdpCommand {}

    /// From now on answer at this address and speed.
    ///
    /// @param baud bits per second
    record SetCommunication(int address, long baud) implements OsdpCommand {}

    /// The first half of a handshake: prove that you know your key.
    ///
    /// @param defaultKey whether the key that every reader leaves the factory with is meant
    /// @param random what we drew, 8 bytes
    record Challenge(boolean defaultKey, Bytes random) implements OsdpCommand {}

    /// The second half: this proves that we know it, too.
    record Prove(boolean defaultKey, Bytes cryptogram) implements OsdpCommand {}

    /// Here is a new key, for every handshake from now on. It never shows in a text.
    record SetKey(Bytes key) implements OsdpCommand {
        @Override
        public String toString() {
            return "SetKey[]";
        }
    }

    /// Any other code, kept whole.
    record Other(int code, Bytes data) implements OsdpCommand {}

    /// The colours of a reader's LED, in the order of their codes.
    enum Color {
        BLACK,
        RED,
        GREEN,
        AMBER,
        BLUE
    }
}
