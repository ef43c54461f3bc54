package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.line.LineAddress;
import sekisho.simulation.reader.VirtualReader;
import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Ten readers on one line, cards at any of them, and how long each took to become a fact.
///
/// The time is virtual, and bytes take theirs on the line; every reader answers after 3 ms and has
/// a contact and an exit button. Each card is followed by a lamp and a tone, as on a real line.
public final class Crowd {
    private static final int READERS = 10;
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(3);
    private static final Duration BETWEEN_CARDS = Duration.ofSeconds(1);
    private static final Bytes KEY = Bytes.ofHex("9f3ac0125be87d44a6113f0c92d5e771");

    private final LineAddress.Serial address;
    private final boolean secure;
    private final List<VirtualReader> readers = new ArrayList<>();
    private final VirtualLine line;
    private final Map<String, Instant> presented = new HashMap<>();
    private final List<Duration> waits = new ArrayList<>();

    /// @param baud bits per second
    /// @param secure whether the readers talk on a secure channel
    public Crowd(int baud, boolean secure) {
        this.address = new LineAddress.Serial("a line", baud);
        this.secure = secure;
        for (int i = 0; i < READERS; i++) {
            var reader = new VirtualReader(i);
            if (secure) {
                reader.key(KEY);
            }
            readers.add(reader);
        }
        line = VirtualLine.timed(address, readers, keys());
        line.answersAfter = ANSWERS_AFTER;
    }

    private @Nullable OsdpKeys keys() {
        return secure ? new FakeKeys(KEY) : null;
    }

    /// Lets the readers be met, and then so many cards be presented at any of them at any time.
    public Crowd present(int cards) {
        var random = new Random(1);
        line.talk(Duration.ofSeconds(10));
        Instant at = line.now;
        for (int i = 1; i <= cards; i++) {
            double wait = -Math.log(1 - random.nextDouble()) * BETWEEN_CARDS.toNanos();
            at = at.plusNanos((long) wait);
            VirtualReader reader = readers.get(random.nextInt(READERS));
            String card = "%06x00".formatted(i);
            Instant then = at;
            line.at(
                    then,
                    () -> {
                        presented.put(card, then);
                        reader.present(26, card);
                    });
        }
        line.hears =
                action -> {
                    if (action instanceof OsdpAction.Told(int where, OsdpReply.RawCard card)) {
                        read(where, card);
                    }
                };
        line.talk(Duration.between(line.now, at.plusSeconds(10)));
        Collections.sort(waits);
        return this;
    }

    private void read(int where, OsdpReply.RawCard card) {
        Instant then = presented.remove(card.data().hex());
        waits.add(Duration.between(then, line.now));
        OsdpSignals.recognised().forEach(signal -> line.bus.signal(where, signal, line.now));
    }

    /// How many cards were read.
    public int read() {
        return waits.size();
    }

    /// The wait that so many of a hundred cards do not exceed.
    public Duration percentile(double hundredth) {
        return waits.get((int) Math.ceil(waits.size() * hundredth / 100) - 1);
    }

    /// What the 99th percentile would be if nothing but polls were on the line, without a gap: the
    /// reader's turn comes once in a round, and the poll and the card still have to travel then.
    public Duration bound() {
        int more = secure ? 6 : 0;
        int card = secure ? 16 + 6 : 8;
        Duration poll = address.travel(8 + more);
        Duration turn = poll.plus(ANSWERS_AFTER).plus(address.travel(8 + more));
        Duration last = poll.plus(ANSWERS_AFTER).plus(address.travel(8 + card));
        return turn.multipliedBy(READERS * 99L).dividedBy(100).plus(last);
    }
}
