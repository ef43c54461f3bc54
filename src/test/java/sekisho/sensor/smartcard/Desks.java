package sekisho.sensor.smartcard;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.CardFormat;
import sekisho.site.Bytes;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Observation;
import sekisho.site.PersonId;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Two desks with readers, in a fake world; what they tell.
final class Desks {
    static final SourceId FRONT = new SourceId("gate-1");
    static final SourceId BACK = new SourceId("gate-2");
    static final String SONY = "SONY FeliCa RC-S300/S (0123456) 00 00";
    static final String NAMELESS = "受付リーダー 00 00";
    static final PersonId AOKI = new PersonId("p-1");
    static final Bytes AOKIS = Bytes.ofHex("0101020304050607");

    static final Bytes FELICA_ATR = Bytes.ofHex("3b8f8001804f0ca00000030611003b0000000042");
    static final Bytes MIFARE_ATR = Bytes.ofHex("3b8f8001804f0ca000000306030001000000006a");

    final FakePcsc world = new FakePcsc();
    final List<Told> told = new ArrayList<>();
    private final SmartcardDesks desks;
    private final SmartcardLoop loop;

    /// A fact and when it was told.
    record Told(Instant at, SourceId source, Observation fact) {}

    Desks() {
        this(
                new SmartcardConfig(
                        List.of(
                                desk(FRONT, "RC-S300", false, null),
                                desk(BACK, null, false, null))));
    }

    Desks(SmartcardConfig config) {
        var people =
                new Cardholders(
                        List.of(
                                new Cardholder(
                                        AOKI,
                                        "青木 一郎",
                                        List.of(new CredentialId("64:" + AOKIS.hex())))));
        desks =
                new SmartcardDesks(
                        config,
                        people,
                        (source, fact) -> told.add(new Told(world.now(), source, fact)));
        loop =
                new SmartcardLoop(
                        world,
                        world::now,
                        new SmartcardLoop.Listener() {
                            @Override
                            public void told(SmartcardAction action) {
                                desks.told(action, world.now(), world.now());
                            }

                            @Override
                            public void listed() {
                                desks.listed(world.now());
                            }

                            @Override
                            public void about(String reader, Pcsc.About about) {
                                desks.about(reader, about, world.now());
                            }
                        });
    }

    static SmartcardConfig.Desk desk(
            SourceId id, @Nullable String reader, boolean reversed, @Nullable CardFormat as) {
        return new SmartcardConfig.Desk(id, id.value(), reader, reversed, as);
    }

    static FakePcsc.Laid card(Bytes number) {
        Bytes atr = number.size() == 8 ? FELICA_ATR : MIFARE_ATR;
        return new FakePcsc.Laid(atr, number.then(Bytes.ofHex("9000")));
    }

    /// Runs the loop for so long of the world's time.
    void run(Duration span) {
        Instant until = world.now().plus(span);
        while (world.now().isBefore(until)) {
            Duration rest = loop.turn();
            desks.elapse(world.now(), world.now());
            world.pass(rest);
        }
    }

    /// What a desk told, without its signs of life.
    List<Observation> of(SourceId desk) {
        return told.stream()
                .filter(one -> one.source().equals(desk))
                .map(Told::fact)
                .filter(Predicate.not(Observation.SourceAlive.class::isInstance))
                .toList();
    }

    /// The numbers of the cards that a desk told, in order.
    List<String> cards(SourceId desk) {
        return of(desk).stream()
                .filter(Observation.CardPresented.class::isInstance)
                .map(fact -> String.valueOf(((Observation.CardPresented) fact).credential()))
                .toList();
    }

    /// How many cards a desk told that it could not read.
    long unread(SourceId desk) {
        return of(desk).stream()
                .filter(Observation.SourceNoise.class::isInstance)
                .mapToLong(fact -> ((Observation.SourceNoise) fact).count())
                .sum();
    }

    /// How many connections to the service are open.
    int connections() {
        return world.openContexts();
    }
}
