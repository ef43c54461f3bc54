package sekisho.sensor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.config.Faults;
import sekisho.config.Section;
import sekisho.sensor.feed.Delivery.Settled;
import sekisho.sensor.mapping.Fields;
import sekisho.sensor.mapping.Mapping;
import sekisho.sensor.mapping.MappingPart;
import sekisho.sensor.mapping.Places;
import sekisho.site.Cardholders;
import sekisho.site.DoorId;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class ReceptionTest {
    private static final SourceId PANEL = new SourceId("panel");
    private static final SourceId READER = new SourceId("reader-1");

    @TempDir private Path folder;

    private volatile Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private final FakeJournal journal = new FakeJournal();
    private final List<Reception> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Reception::stop);
    }

    @Test
    void settlesNothingBeforeItIsDurable() throws Exception {
        Reception reception = start(ownForm());
        journal.full(true);
        CompletableFuture<Settled> patient = take(reception, true, opened("a", 1));
        CompletableFuture<Settled> other = take(reception, false, opened("b", 2));
        assertThat(other.get(60, TimeUnit.SECONDS)).isInstanceOf(Settled.NotRecorded.class);
        journal.awaitRefusals(3);
        assertThat(patient).isNotDone();
        assertThat(journal.entries()).isEmpty();
        journal.full(false);
        assertThat(patient.get(60, TimeUnit.SECONDS)).isEqualTo(new Settled.Durable(1, 0, 0));
        assertThat(doors()).containsExactly("door-1");
    }

    /// A sender that repeats what it has no answer to, a station that is restarted at any moment, a
    /// disk that is full at times: everything is entered once.
    @Test
    void entersEachMessageOnceHoweverOftenItComes() throws Exception {
        for (long seed = 1; seed <= 8; seed++) {
            var random = new Random(seed);
            Set<Integer> open = new java.util.TreeSet<>();
            for (int i = 0; i < 60; i++) {
                open.add(i);
            }
            List<String> before = doors();
            while (!open.isEmpty()) {
                Reception reception = start(ownForm());
                for (int i = random.nextInt(20); i >= 0 && !open.isEmpty(); i--) {
                    journal.full(random.nextInt(4) == 0);
                    int one = List.copyOf(open).get(random.nextInt(open.size()));
                    var answer = take(reception, false, opened(seed + "/" + one, one));
                    if (random.nextBoolean()) {
                        boolean durable =
                                answer.get(60, TimeUnit.SECONDS) instanceof Settled.Durable;
                        // The answer itself may be lost on its way.
                        if (durable && random.nextInt(3) > 0) {
                            open.remove(one);
                        }
                    }
                }
                reception.stop();
            }
            List<String> doors = doors().subList(before.size(), doors().size());
            assertThat(doors).as("seed %d", seed).hasSize(60).doesNotHaveDuplicates();
        }
    }

    @Test
    void keepsWholeWhatMakesNoFactAndCountsIt() throws Exception {
        Reception reception = start(ownForm());
        var settled =
                take(
                        reception,
                        false,
                        Message.of("{\"type\":\"door.opened\"}", _ -> null, "x", null),
                        Message.unread("\u0000noise\uD800", "it is no JSON", "y"));
        assertThat(settled.get(60, TimeUnit.SECONDS)).isEqualTo(new Settled.Durable(0, 0, 2));
        List<Observation.SourceNoise> noise = journal.facts(Observation.SourceNoise.class);
        assertThat(noise).hasSize(2);
        assertThat(noise.getFirst().reason()).isEqualTo("it is no fact");
        assertThat(noise.getFirst().sample()).contains("\"at\"").contains("door.opened");
        assertThat(noise.getLast().reason()).isEqualTo("it is no JSON");
        assertThat(noise.getLast().sample()).isEqualTo("\u0000noise?");
    }

    @Test
    void entersNoOtherMessageUnderAnIdentityThatWasUsed() throws Exception {
        Reception reception = start(ownForm());
        take(reception, false, opened("a", 1)).get(60, TimeUnit.SECONDS);
        for (int i = 0; i < 3; i++) {
            take(reception, false, opened("a", 2)).get(60, TimeUnit.SECONDS);
        }
        assertThat(doors()).containsExactly("door-1");
        assertThat(journal.facts(Observation.SourceNoise.class))
                .singleElement()
                .satisfies(noise -> {
                    assertThat(noise.reason()).contains("same identity");
                    assertThat(noise.sample()).contains("door-2");
                });
    }

    @Test
    void entersWhatHasNoIdentityAsOftenAsItComes() throws Exception {
        Reception reception = start(ownForm());
        take(reception, false, opened(null, 1), opened(null, 1)).get(60, TimeUnit.SECONDS);
        assertThat(doors()).containsExactly("door-1", "door-1");
    }

    @Test
    void letsNoSenderSpeakForAnotherUnlessTheSiteFileSaysSo() throws Exception {
        String fact =
                "{\"type\":\"door.opened\",\"at\":\"2026-11-21T09:00:00+09:00\",\"zone\":\"room\","
                        + "\"door\":\"main\",\"source\":\"reader-1\",\"boot\":\"b\",\"seq\":7}";
        Message message = Message.of(fact, _ -> null, null, null);
        Reception reception = start(ownForm());
        take(reception, false, message).get(60, TimeUnit.SECONDS);
        assertThat(doors()).isEmpty();
        assertThat(journal.facts(Observation.SourceNoise.class).getFirst().sample())
                .contains("speaks-for");

        reception.stop();
        Reception allowed = start(new SenderConfig(PANEL, null, Set.of(READER), null, false));
        take(allowed, false, message).get(60, TimeUnit.SECONDS);
        take(allowed, false, message).get(60, TimeUnit.SECONDS);
        List<Sighting> entered =
                journal.entries().stream()
                        .filter(one -> one.fact() instanceof Observation.DoorOpened)
                        .toList();
        assertThat(entered).hasSize(1);
        assertThat(entered.getFirst().source()).isEqualTo(READER);
        assertThat(entered.getFirst().seq()).isEqualTo(7);
    }

    @Test
    void letsNobodyTellFindings() throws Exception {
        Reception reception = start(ownForm());
        String finding =
                "{\"type\":\"finding.raised\",\"at\":1,\"rule\":\"door-held\",\"subject\":{},"
                        + "\"because\":[1]}";
        var settled = take(reception, false, Message.of(finding, _ -> null, null, null));
        assertThat(settled.get(60, TimeUnit.SECONDS)).isEqualTo(new Settled.Durable(0, 0, 1));
    }

    @Test
    void mapsMessagesAndCountsWhatItIsToldToIgnore() throws Exception {
        Reception reception = start(mapped());
        var settled =
                take(reception, false, record("open"), record("hello"), record("nobody knows"));
        assertThat(settled.get(60, TimeUnit.SECONDS)).isEqualTo(new Settled.Durable(1, 1, 1));
        assertThat(doors()).containsExactly("main");
        Observation.SourceNoise noise = journal.facts(Observation.SourceNoise.class).getFirst();
        assertThat(noise.reason()).doesNotContain("nobody");
        assertThat(noise.sample()).contains("nobody knows");
    }

    @Test
    void tellsHowManyMessagesNobodyWillSee() throws Exception {
        Reception reception = start(ownForm());
        for (int i = 0; i < 5; i++) {
            reception.missed(PANEL, 1, "there was no room");
        }
        Observation.SourceGap gap = journal.await(Observation.SourceGap.class, _ -> true);
        long count = gap.count();
        if (count < 5) {
            count += journal.await(Observation.SourceGap.class, one -> !one.equals(gap)).count();
        }
        assertThat(count).isEqualTo(5);
        assertThat(gap.source()).isEqualTo(PANEL);
    }

    @Test
    void isFullWhileItsSendersMustWait() throws Exception {
        var room = new CompletableFuture<Void>();
        Reception reception = reception(ownForm());
        reception.start(journal, () -> room.complete(null));
        journal.full(true);
        String large = "x".repeat(1 << 20);
        List<CompletableFuture<Settled>> all = new ArrayList<>();
        while (!reception.isFull()) {
            all.add(take(reception, true, Message.unread(large, "large", null)));
        }
        assertThat(all).hasSizeBetween(2, 32);
        journal.awaitRefusals(2);
        assertThat(room).isNotDone();
        journal.full(false);
        room.get(60, TimeUnit.SECONDS);
        for (CompletableFuture<Settled> one : all) {
            assertThat(one.get(60, TimeUnit.SECONDS)).isInstanceOf(Settled.Durable.class);
        }
    }

    @Test
    void tellsOfASenderWhoseClockIsOff() throws Exception {
        Reception reception = start(ownForm());
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(5);
            take(
                            reception,
                            false,
                            Message.unread("hello", "it is no fact", null)
                                    .sentAt(now.plusSeconds(40)))
                    .get(60, TimeUnit.SECONDS);
        }
        assertThat(journal.await(Observation.SourceClock.class, _ -> true).ahead())
                .isEqualTo(Duration.ofSeconds(40));
    }

    private static SenderConfig ownForm() {
        return new SenderConfig(PANEL, null, Set.of(), null, false);
    }

    private static SenderConfig mapped() throws Exception {
        var faults = new Faults(Path.of("site.yaml"));
        Section in =
                Section.root(
                        "the mapping",
                        """
                        type: {from: "{text}", table: {open: door.opened, hello: ignore}}
                        door: main
                        """,
                        faults);
        Mapping mapping =
                MappingPart.read(
                        in,
                        new Places(
                                Map.of(new DoorId("main"), new ZoneId("room")),
                                Map.of(),
                                Set.of(new ZoneId("room")),
                                java.time.ZoneId.of("Asia/Tokyo")),
                        null);
        faults.check();
        return new SenderConfig(PANEL, mapping, Set.of(), null, false);
    }

    private Reception reception(SenderConfig config) {
        return new Reception(
                new SourceId("feed"),
                List.of(config),
                new Cardholders(List.of()),
                folder,
                () -> now);
    }

    private Reception start(SenderConfig config) {
        Reception reception = reception(config);
        reception.start(journal, () -> {});
        started.add(reception);
        return reception;
    }

    private static CompletableFuture<Settled> take(
            Reception reception, boolean patient, Message... messages) {
        var settled = new CompletableFuture<Settled>();
        reception.take(new Delivery(PANEL, List.of(messages), patient, settled::complete));
        return settled;
    }

    private static Message opened(@org.jspecify.annotations.Nullable String identity, int door) {
        return Message.of(
                "{\"type\":\"door.opened\",\"at\":\"2026-11-21T09:00:00+09:00\","
                        + "\"zone\":\"room\",\"door\":\"door-%d\"}".formatted(door),
                _ -> null,
                identity,
                null);
    }

    private static Message record(String text) {
        return Message.of(text, Fields.of(Map.of("text", text)), null, null);
    }

    private List<String> doors() {
        return journal.facts(Observation.DoorOpened.class).stream()
                .map(one -> one.door().value())
                .toList();
    }
}
