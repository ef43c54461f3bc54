package sekisho.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import sekisho.journal.Entry;
import sekisho.rig.Until;
import sekisho.site.Deed.AlarmAcknowledged;
import sekisho.site.MediaId;
import sekisho.site.Observation.SourceLost;
import sekisho.site.Observation.SourceRestored;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.PermitId;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;
import sekisho.web.MemoryJournal;
import sekisho.web.SampleFacts;
import sekisho.web.SampleSite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class LedgerTest {
    private static final Instant NINE = Instant.parse("2026-11-21T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MemoryJournal journal = new MemoryJournal(() -> NINE);

    @TempDir private Path folder;
    private Path file;
    private Ledger ledger;

    @BeforeEach
    void open() {
        file = folder.resolve("ledger.sqlite");
        ledger = Ledger.open(file, journal);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aVisitIsOpenUntilItsVisitorLeft() throws Exception {
        journal.add(SampleFacts.visit(NINE, "V-1"), SampleFacts.visit(NINE.plusMillis(1), "V-2"));
        catchUp();
        assertThat(ledger.openVisits()).extracting(this::number).containsExactly("V-1", "V-2");
        journal.add(left("V-1"));
        catchUp();
        assertThat(ledger.openVisits()).extracting(this::number).containsExactly("V-2");
        VisitRow gone = Objects.requireNonNull(ledger.visit(new VisitId("V-1")));
        assertThat(gone.leftAt()).isEqualTo(NINE.plusSeconds(3600));
        assertThat(gone.visit()).isEqualTo(SampleFacts.visit(NINE, "V-1"));
        assertThat(ledger.visit(new VisitId("V-3"))).isNull();
    }

    @Test
    void aVisitorWhoseLeavingCameInFirstIsNotOpen() throws Exception {
        journal.add(left("V-1"));
        catchUp();
        assertThat(ledger.visit(new VisitId("V-1"))).isNull();
        journal.add(SampleFacts.visit(NINE, "V-1"));
        catchUp();
        assertThat(ledger.openVisits()).isEmpty();
        assertThat(ledger.visits(NINE, NINE.plusMillis(1))).hasSize(1);
    }

    @Test
    void aSourceIsBlindFromItsLossUntilItIsBack() throws Exception {
        var reader = new SourceId("front-in");
        Instant back = NINE.plusSeconds(754);
        journal.add(
                new SourceLost(NINE, reader, SampleSite.ROOM, "no answer for 8 s"),
                new SourceLost(NINE.plusSeconds(60), reader, SampleSite.ROOM, null),
                new SourceRestored(back, reader, SampleSite.ROOM));
        catchUp();
        var span = new BlindSpan(reader, SampleSite.ROOM, NINE, back);
        assertThat(span.length()).isEqualTo(Duration.ofSeconds(754));
        assertThat(blind(SampleSite.ROOM, NINE, back)).containsExactly(span);
        assertThat(blind(null, NINE.plusSeconds(30), NINE.plusSeconds(31))).containsExactly(span);
        assertThat(blind(SampleSite.OFFICE, NINE, back)).isEmpty();
        assertThat(blind(null, back.plusSeconds(1), back.plusSeconds(2))).isEmpty();
        assertThat(ledger.blind(1)).isEqualTo(span);
        assertThat(ledger.blind(3)).isEqualTo(span);
    }

    @Test
    void aSourceThatIsHeardAgainIsBlindNoMoreAlsoIfNobodyToldThatItIsBack() throws Exception {
        var reader = new SourceId("front-in");
        journal.add(new SourceLost(NINE, reader, null, null));
        catchUp();
        assertThat(blind(null, NINE, NINE.plusSeconds(1)))
                .containsExactly(new BlindSpan(reader, null, NINE, null));
        journal.add(SampleFacts.alive(NINE.plusSeconds(90), "front-in"));
        catchUp();
        assertThat(blind(null, NINE, NINE.plusSeconds(1)))
                .containsExactly(new BlindSpan(reader, null, NINE, NINE.plusSeconds(90)));
    }

    private List<BlindSpan> blind(@Nullable ZoneId zone, Instant from, Instant until) {
        return ledger.blind(new Wanted(zone, from, until, ledger.position(), false));
    }

    @Test
    void visitsOfASpanDoNotIncludeItsEnd() throws Exception {
        journal.add(SampleFacts.visit(NINE, "V-1"), SampleFacts.visit(NINE.plusMillis(1), "V-2"));
        catchUp();
        assertThat(ledger.visits(NINE, NINE.plusMillis(1)))
                .extracting(this::number)
                .containsExactly("V-1");
    }

    @Test
    void aPermitIsRevokedByItsNumberOrWithAllOfItsMedium() throws Exception {
        journal.add(permit("P-1", "m-1"), permit("P-2", "m-1"), permit("P-3", "m-2"));
        journal.add(new MediaRevoked(NINE, new PermitId("P-1"), null, null));
        catchUp();
        assertThat(revoked()).containsExactly("P-1");
        journal.add(new MediaRevoked(NINE, null, new MediaId("m-1"), SampleSite.ROOM));
        journal.add(new MediaRevoked(NINE, null, new MediaId("m-2"), SampleSite.OFFICE));
        journal.add(permit("P-4", "m-1"));
        catchUp();
        assertThat(revoked()).containsExactly("P-2", "P-1");
        assertThat(ledger.permits(2))
                .extracting(row -> row.permit().permit().value())
                .containsExactly("P-4", "P-3");
    }

    @Test
    void whatIsSaidOfAVisitOrAnAlarmBelongsToItsZone() throws Exception {
        journal.add(SampleFacts.visit(NINE, "V-1"), left("V-1"));
        long opening = journal.add(SampleFacts.opened(NINE));
        long finding = journal.add(SampleFacts.unlogged(NINE, opening));
        journal.add(new AlarmAcknowledged(NINE, finding, "gate", null));
        catchUp();
        assertThat(entries(SampleSite.ROOM)).hasSize(5);
        assertThat(entries(null)).hasSize(5);
        assertThat(ledger.zones()).containsExactly(SampleSite.ROOM);
    }

    @Test
    void anEntryComesBackAsItWent() throws Exception {
        journal.add(SampleFacts.inserted(NINE, SampleSite.DATABASE, " 媒体\"',;-001 "));
        catchUp();
        assertThat(ledger.entry(1)).isEqualTo(journal.read(1, 1).getFirst());
        assertThat(ledger.entry(2)).isNull();
    }

    @Test
    void twoAnswersAgreeAlthoughTheJournalGrows() throws Exception {
        journal.add(SampleFacts.opened(NINE));
        catchUp();
        var wanted = new Wanted(null, NINE, NINE.plusSeconds(1), ledger.position(), false);
        journal.add(SampleFacts.opened(NINE));
        catchUp();
        assertThat(ledger.count(wanted)).isEqualTo(1);
    }

    @Test
    void aLedgerThatWasDeletedIsBuiltAgain() throws Exception {
        List<Object> before = fill();
        ledger.close();
        Files.delete(file);
        ledger = Ledger.open(file, journal);
        catchUp();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aLedgerThatWasClosedGoesOnWhereItWas() throws Exception {
        fill();
        ledger.close();
        journal.add(SampleFacts.visit(NINE, "V-LATE"));
        ledger = Ledger.open(file, journal);
        catchUp();
        List<Object> goneOn = everything();
        ledger.close();
        Files.delete(file);
        ledger = Ledger.open(file, journal);
        catchUp();
        assertThat(goneOn).isEqualTo(everything());
    }

    @Test
    void aLedgerOfAnotherVersionIsBuiltAgain() throws Exception {
        List<Object> before = fill();
        ledger.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM visits");
            statement.executeUpdate("PRAGMA user_version = 999");
        }
        ledger = Ledger.open(file, journal);
        catchUp();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aLedgerOfAnotherJournalIsBuiltAgain() throws Exception {
        fill();
        ledger.close();
        var other = new MemoryJournal(() -> NINE);
        other.add(SampleFacts.visit(NINE, "V-OTHER"));
        ledger = Ledger.open(file, other);
        assertThat(ledger.await(1, PATIENCE)).isTrue();
        assertThat(ledger.openVisits()).extracting(this::number).containsExactly("V-OTHER");
        assertThat(ledger.position()).isEqualTo(1);
    }

    @Test
    void aDamagedLedgerIsBuiltAgain() throws Exception {
        List<Object> before = fill();
        ledger.close();
        Files.writeString(file, "this is no database at all, however long one looks at it");
        ledger = Ledger.open(file, journal);
        catchUp();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aLedgerThatCouldNotBeWrittenGoesOnWhenItCan() throws Exception {
        fill();
        var said = new ListAppender<ILoggingEvent>();
        var log = (Logger) LoggerFactory.getLogger(Ledger.class);
        said.start();
        log.addAppender(said);
        try {
            rename("visits", "away");
            journal.add(SampleFacts.visit(NINE, "V-LATE"));
            Until.holds("it was tried", PATIENCE, () -> !List.copyOf(said.list).isEmpty());
            rename("away", "visits");
            catchUp();
        } finally {
            log.detachAppender(said);
        }
        assertThat(ledger.visit(new VisitId("V-LATE"))).isNotNull();
    }

    private void rename(String table, String name) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " RENAME TO " + name);
        }
    }

    private List<Object> fill() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            Instant at = NINE.plusSeconds(i);
            journal.add(
                    SampleFacts.visit(at, "V-" + i),
                    SampleFacts.opened(at),
                    SampleFacts.inserted(at, SampleSite.DATABASE, "s-" + i),
                    permit("P-" + i, "m-" + i % 7));
            if (i % 3 == 0) {
                journal.add(left("V-" + i));
                journal.add(new MediaRevoked(at, null, new MediaId("m-" + i % 7), SampleSite.ROOM));
            }
        }
        catchUp();
        return everything();
    }

    private List<Object> everything() {
        List<Object> all = new ArrayList<>();
        all.addAll(ledger.openVisits());
        all.addAll(ledger.visits(Instant.EPOCH, NINE.plusSeconds(100_000)));
        all.addAll(ledger.permits(1000));
        all.addAll(entries(null));
        all.addAll(entries(SampleSite.ROOM));
        return all;
    }

    private List<Entry> entries(@Nullable ZoneId zone) {
        List<Entry> entries = new ArrayList<>();
        ledger.entries(
                new Wanted(zone, Instant.EPOCH, NINE.plusSeconds(100_000), Long.MAX_VALUE, true),
                entries::add);
        return entries;
    }

    private void catchUp() throws InterruptedException {
        assertThat(ledger.await(journal.durable(), PATIENCE)).isTrue();
    }

    private List<String> revoked() {
        return ledger.permits(100).stream()
                .filter(row -> row.revokedAt() != null)
                .map(row -> row.permit().permit().value())
                .toList();
    }

    private String number(VisitRow row) {
        return row.visit().visit().value();
    }

    private static VisitLeft left(String visit) {
        return new VisitLeft(NINE.plusSeconds(3600), new VisitId(visit), null);
    }

    private static MediaPermitted permit(String permit, String media) {
        return new MediaPermitted(
                NINE,
                new PermitId(permit),
                new MediaId(media),
                SampleSite.ROOM,
                null,
                null,
                NINE,
                NINE.plusSeconds(60),
                null,
                null);
    }
}
