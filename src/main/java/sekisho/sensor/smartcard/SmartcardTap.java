package sekisho.sensor.smartcard;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Shows readers and cards in words, for installers, whether they stand on a desk or not.
public final class SmartcardTap implements AutoCloseable {
    private final SmartcardLoop loop;
    private final Consumer<String> words;

    /// With the PC/SC service of this machine.
    ///
    /// @param steady a time that only goes forward
    /// @param words takes a line for whatever happens
    public SmartcardTap(Supplier<Instant> steady, Consumer<String> words) {
        this(PcscLite.ofThisMachine(), steady, words);
    }

    SmartcardTap(Pcsc service, Supplier<Instant> steady, Consumer<String> words) {
        this.words = words;
        this.loop = new SmartcardLoop(service, steady, new Told());
    }

    /// Looks once, for half a second at most.
    ///
    /// @return how long to wait before looking again
    public Duration look() {
        return loop.turn();
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Told implements SmartcardLoop.Listener {
        private boolean any;
        private boolean none;

        @Override
        public void told(SmartcardAction action) {
            switch (action) {
                case SmartcardAction.Read _ -> {}
                case SmartcardAction.ServiceLost(String reason) -> {
                    any = false;
                    none = false;
                    words.accept(reason);
                }
                case SmartcardAction.ReaderCame(String reader) -> {
                    any = true;
                    words.accept("reader \"" + reader + "\"");
                }
                case SmartcardAction.ReaderWent(String reader, String reason) ->
                        words.accept("reader \"" + reader + "\": " + reason);
                case SmartcardAction.CardLaid(String reader, Card card) ->
                        words.accept("  \"" + reader + "\": " + words(card));
                case SmartcardAction.CardUnread(String reader, String reason, var atr) ->
                        words.accept(
                                "  \"%s\": %s%s"
                                        .formatted(
                                                reader,
                                                reason,
                                                atr.size() == 0 ? "" : ", ATR " + atr.hex()));
                case SmartcardAction.CardGone(String reader) ->
                        words.accept("  \"" + reader + "\": lifted");
            }
        }

        @Override
        public void listed() {
            if (!any && !none) {
                none = true;
                words.accept("no reader is connected");
            }
        }

        @Override
        public void about(String reader, Pcsc.About about) {
            if (!about.serial().isEmpty() || !about.firmware().isEmpty()) {
                words.accept(
                        "  serial number %s, firmware %s"
                                .formatted(orNot(about.serial()), orNot(about.firmware())));
            }
        }

        private static String orNot(String told) {
            return told.isEmpty() ? "not told" : told;
        }

        private static String words(Card card) {
            return "%s %d:%s%s"
                    .formatted(
                            card.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            card.number().size() * 8,
                            card.number().hex(),
                            card.isSteady() ? "" : "  (" + Card.RANDOM_NUMBER + ")");
        }
    }
}
