package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import sekisho.site.DevicePattern;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Guarding;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.Site;
import sekisho.site.ZoneId;
import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

class AllowancesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T03:00:00Z");
    private static final ZoneId HALL = new ZoneId("hall");
    private static final ZoneId CAGE = new ZoneId("cage");
    private static final MachineId DB1 = new MachineId("db1");
    private static final MachineId DB2 = new MachineId("db2");
    private static final MediaId STICK = MediaId.of("0951", "1666", "S-1");
    private static final PersonId AOKI = new PersonId("p-1");

    private final Allowances allowances =
            new Allowances(
                    new Site(
                            "",
                            ZoneOffset.UTC,
                            List.of(
                                    new Site.Zone(HALL, "hall", null, null),
                                    new Site.Zone(CAGE, "cage", HALL, null)),
                            List.of(),
                            List.of(),
                            List.of()),
                    zone ->
                            zone.equals(CAGE)
                                    ? new Guarding(
                                            Guarding.Away.CLOSED,
                                            Guarding.InUse.KEEP,
                                            Duration.ofHours(2))
                                    : Guarding.DEFAULT);
    private long sequence;

    private void told(Fact fact) {
        allowances.accept(++sequence, fact);
    }

    private static MediaPermitted permit(
            String id, @Nullable MachineId machine, @Nullable PersonId person) {
        return new MediaPermitted(
                NOON,
                new PermitId(id),
                STICK,
                CAGE,
                machine,
                person,
                NOON.minusSeconds(60),
                NOON.plusSeconds(60),
                "in",
                List.of("08:06:50"));
    }

    private static AccessGranted read(ZoneId zone, Direction direction, int second) {
        return new AccessGranted(
                NOON.plusSeconds(second), zone, new DoorId("d"), null, direction, null, AOKI);
    }

    private List<String> permits(MachineId machine, ZoneId zone, Instant now) {
        return allowances.of(machine, zone, now).permits().stream()
                .map(permit -> permit.permit().value())
                .toList();
    }

    @Test
    void namesThePermitsOfTheZoneThatFitTheMachine() {
        told(permit("P-1", null, null));
        told(permit("P-2", DB1, null));
        told(permit("P-3", DB2, null));
        assertThat(permits(DB1, CAGE, NOON)).containsExactly("P-1", "P-2");
        assertThat(permits(DB1, HALL, NOON)).isEmpty();
    }

    @Test
    void namesThoseThatBeginLaterAndNotThoseThatAreOver() {
        told(permit("P-1", null, null));
        assertThat(permits(DB1, CAGE, NOON.minus(Duration.ofHours(1)))).containsExactly("P-1");
        assertThat(permits(DB1, CAGE, NOON.minus(Duration.ofHours(3)))).isEmpty();
        assertThat(permits(DB1, CAGE, NOON.plusSeconds(60))).containsExactly("P-1");
        assertThat(permits(DB1, CAGE, NOON.plusSeconds(61))).isEmpty();
    }

    @Test
    void aRevocationEndsAPermitOrAllOfAMedium() {
        told(permit("P-1", null, null));
        told(permit("P-2", null, null));
        told(new MediaRevoked(NOON, new PermitId("P-1"), null, null));
        assertThat(permits(DB1, CAGE, NOON)).containsExactly("P-2");
        told(new MediaRevoked(NOON, null, STICK, HALL));
        assertThat(permits(DB1, CAGE, NOON)).containsExactly("P-2");
        told(new MediaRevoked(NOON, null, STICK, CAGE));
        assertThat(permits(DB1, CAGE, NOON)).isEmpty();
    }

    @Test
    void whatIsBoundToAPersonHoldsWhileThatPersonIsInside() {
        told(permit("P-1", null, AOKI));
        assertThat(permits(DB1, CAGE, NOON)).isEmpty();
        long before = allowances.revision();
        told(read(HALL, Direction.IN, 0));
        assertThat(permits(DB1, CAGE, NOON)).isEmpty();
        told(read(CAGE, Direction.IN, 1));
        assertThat(allowances.revision()).isGreaterThan(before);
        assertThat(permits(DB1, CAGE, NOON)).containsExactly("P-1");
        told(read(HALL, Direction.OUT, 0));
        assertThat(permits(DB1, CAGE, NOON)).as("a late read").containsExactly("P-1");
        told(read(CAGE, Direction.OUT, 2));
        assertThat(permits(DB1, CAGE, NOON)).isEmpty();
    }

    @Test
    void tellsAMachineNobodysName() {
        told(permit("P-1", null, AOKI));
        told(read(CAGE, Direction.IN, 1));
        Allowance allowance = allowances.of(DB1, CAGE, NOON);
        assertThat(allowance.permits().getFirst().person()).isNull();
        assertThat(new Answer.Allowed(NOON, allowance).line()).doesNotContain("p-1");
    }

    @Test
    void theNewestBaselineHolds() {
        assertThat(allowances.of(DB1, CAGE, NOON).own()).isNull();
        var first = new BaselineAdopted(NOON, CAGE, DB1, List.of(), null);
        var second =
                new BaselineAdopted(
                        NOON,
                        CAGE,
                        DB1,
                        List.of(DevicePattern.of("046d", "c31c", null, "1-1", List.of("03:01:01"))),
                        "kanri");
        told(first);
        told(second);
        assertThat(allowances.of(DB1, CAGE, NOON).own()).isEqualTo(second);
        assertThat(allowances.of(DB2, CAGE, NOON).own()).isNull();
    }

    @Test
    void endsAndDecidesAsThePolicyOfTheZoneSays() {
        Allowance cage = allowances.of(DB1, CAGE, NOON);
        assertThat(cage.until()).isEqualTo(NOON.plus(Duration.ofHours(2)));
        assertThat(cage.away()).isEqualTo(Guarding.Away.CLOSED);
        assertThat(cage.inUse()).isEqualTo(Guarding.InUse.KEEP);
        assertThat(allowances.of(DB1, HALL, NOON).away()).isEqualTo(Guarding.Away.OPEN);
    }

    @Test
    void theLineOfAnAllowanceSaysAllOfIt() {
        told(permit("P-1", DB1, null));
        told(
                new BaselineAdopted(
                        NOON,
                        CAGE,
                        DB1,
                        List.of(DevicePattern.of("046d", "c31c", "鍵", "1-1", List.of("03:01:01"))),
                        "kanri"));
        var said = new Answer.Allowed(NOON, allowances.of(DB1, CAGE, NOON));
        assertThat(Answer.read(said.line().getBytes(StandardCharsets.UTF_8))).isEqualTo(said);
    }

    @Test
    void halfAnAllowanceIsNone() throws Unreadable {
        told(permit("P-1", DB1, null));
        told(new BaselineAdopted(NOON, CAGE, DB1, List.of(), null));
        Map<String, Object> whole = allowances.of(DB1, CAGE, NOON).members();
        assertThat(Allowance.read(whole)).isEqualTo(allowances.of(DB1, CAGE, NOON));
        for (String name : List.of("version", "until", "away", "inUse", "permits")) {
            var half = new java.util.HashMap<>(whole);
            half.remove(name);
            assertThatThrownBy(() -> Allowance.read(half)).isInstanceOf(Unreadable.class);
            half.put(name, Map.of());
            assertThatThrownBy(() -> Allowance.read(half)).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void whatDoesNotFitIntoALineBeginsLaterAndIsSaidLater() {
        for (int i = 0; i < 20; i++) {
            told(
                    new MediaPermitted(
                            NOON,
                            new PermitId("P-" + i),
                            STICK,
                            CAGE,
                            null,
                            null,
                            NOON.plusSeconds(i),
                            NOON.plusSeconds(3600),
                            null,
                            null));
        }
        Allowance all = allowances.of(DB1, CAGE, NOON);
        assertThat(all.fitting(65_000)).isSameAs(all);
        Allowance some = java.util.Objects.requireNonNull(all.fitting(2_000));
        int count = some.permits().size();
        assertThat(count).isBetween(1, 19);
        assertThat(some.until()).isEqualTo(NOON.plusSeconds(count).minusMillis(1));
        assertThat(new Answer.Allowed(NOON, some).line().length()).isLessThan(2_000 + 256);
        assertThat(all.fitting(100)).isNull();
    }
}
