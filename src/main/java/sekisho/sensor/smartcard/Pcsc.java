package sekisho.sensor.smartcard;

import sekisho.site.Bytes;

import java.time.Duration;
import java.util.List;

/// The PC/SC service, as far as it is used here.
interface Pcsc {

    /// Connects to the service.
    Context open() throws Failed;

    /// A call that failed.
    final class Failed extends Exception {
        private static final long serialVersionUID = 1;
        private final PcscError error;

        Failed(PcscError error) {
            super(error.words());
            this.error = error;
        }

        PcscError error() {
            return error;
        }
    }

    /// A connection to the service. One thread only, but for [#cancel].
    interface Context extends AutoCloseable {

        /// The readers by name, in the service's order.
        List<String> readers() throws Failed;

        /// Waits until something is no longer as the caller knows it.
        ///
        /// @param known what the caller knows; one of [Slot#unknown] is answered at once
        /// @return what is different now; empty when the time is up or the wait was cancelled
        List<Slot> await(List<Slot> known, Duration atMost) throws Failed;

        /// Sends a command to the card in a reader.
        Bytes ask(String reader, Bytes command) throws Failed;

        /// What a reader says of itself; a part is empty where it does not say it.
        About about(String reader) throws Failed;

        /// Ends a wait soon. Any thread.
        void cancel();

        @Override
        void close();
    }

    /// What a reader says of itself.
    record About(String serial, String firmware) {}
}
