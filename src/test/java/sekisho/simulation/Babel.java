package sekisho.simulation;

import sekisho.site.CredentialId;
import sekisho.site.DevicePattern;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Hours;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Facts that make no sense together, crowded onto few moments: every kind meets every other, at
/// the same millisecond, exactly at a limit and one millisecond beside it.
///
/// A seed draws everything: the plan, the limits, which kinds of fact there are, how late how many
/// of them arrive, and which clocks are wrong. Some seeds last for days and judge nothing again
/// that is older than hours, so that much is forgotten.
final class Babel {
    private static final Instant BEGIN = Instant.parse("2026-11-16T12:59:30Z");
    private static final int KINDS = 18;

    private static final Duration LONG_AGO = Duration.ofHours(120);

    final Site site;
    final Policy policy;

    private final long seed;
    private final Random random;
    private final int zones;
    private final int doors;
    private final int people;
    private final long stepMillis;
    private final int steps;

    Babel(long seed) {
        this.seed = seed;
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        zones = 1 + random.nextInt(4);
        doors = 1 + random.nextInt(4);
        people = 1 + random.nextInt(4);
        stepMillis = new long[] {1_000, 5_000, 1_800_000}[random.nextInt(3)];
        steps = 20 + random.nextInt(100);
        site = random.nextInt(5) == 0 ? Site.undeclared() : site();
        policy = policy();
    }

    /// What the seed drew: what a failure must say.
    @Override
    public String toString() {
        return "seed %d: %d zones, %d doors, %d people, %d steps of %d ms, %s, %s"
                .formatted(seed, zones, doors, people, steps, stepMillis, site, policy);
    }

    /// What happens, in order of arrival.
    List<Arrival> journal() {
        int[] weights = new int[KINDS];
        for (int kind = 0; kind < KINDS; kind++) {
            weights[kind] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(4);
        }
        weights[random.nextInt(KINDS)] = 4;
        int count = 20 + random.nextInt(120);
        double late = random.nextBoolean() ? 0 : random.nextDouble() * random.nextDouble();
        double ahead = random.nextInt(4) == 0 ? 0.1 : 0;
        boolean promptly = random.nextBoolean();
        record Sent(Instant recordedAt, Fact fact) {}
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Fact fact = fact(pick(weights));
            long delay = promptly ? 0 : random.nextInt(3000);
            if (random.nextDouble() < late) {
                delay = random.nextLong(steps * stepMillis * 2);
            } else if (random.nextDouble() < ahead) {
                delay = -random.nextLong(steps * stepMillis);
            }
            sent.add(new Sent(fact.at().plusMillis(delay), fact));
        }
        sent.sort(Comparator.comparing(Sent::recordedAt));
        List<Arrival> journal = new ArrayList<>();
        for (Sent one : sent) {
            journal.add(new Arrival(journal.size() + 1, one.recordedAt(), one.fact()));
        }
        return journal;
    }

    private int pick(int[] weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int drawn = random.nextInt(sum);
        int kind = 0;
        while (drawn >= weights[kind]) {
            drawn -= weights[kind++];
        }
        return kind;
    }

    private Fact trouble(Instant at) {
        var source = new SourceId("s" + random.nextInt(2));
        ZoneId zone = random.nextBoolean() ? zone() : null;
        return switch (random.nextInt(3)) {
            case 0 -> new Observation.SourceTampered(at, source, zone, null);
            case 1 -> new Observation.SourceGap(at, source, zone, 3, at, at, "full");
            default ->
                    new Observation.SourceClock(
                            at, source, zone, Duration.ofMillis(4998 + random.nextInt(5)));
        };
    }

    private Fact fact(int kind) {
        Instant at = moment();
        return switch (kind) {
            case 0, 1 -> access(at, Direction.IN);
            case 2, 3 -> access(at, Direction.OUT);
            case 4 -> {
                int door = random.nextInt(doors);
                yield new Observation.AccessDenied(
                        at, zoneOf(door), door(door), null, null, null, null, null);
            }
            case 5 -> {
                int door = random.nextInt(doors);
                yield new Observation.DoorOpened(at, zoneOf(door), door(door));
            }
            case 6 -> {
                int door = random.nextInt(doors);
                yield new Observation.DoorClosed(at, zoneOf(door), door(door));
            }
            case 7 -> {
                int door = random.nextInt(doors);
                yield new Observation.ExitRequested(at, zoneOf(door), door(door));
            }
            case 8 -> new Observation.MotionDetected(at, zone(), null);
            case 9 -> visit(at);
            case 10 -> new Paperwork.VisitLeft(at, visitId(), null);
            case 11 -> plug(at);
            case 12 -> permit(at);
            case 13 ->
                    random.nextBoolean()
                            ? new Paperwork.MediaCarriedIn(at, zone(), medium(), person())
                            : new Paperwork.MediaCarriedOut(at, zone(), medium(), person());
            case 14 ->
                    new Observation.SourceAlive(
                            at,
                            new SourceId("s" + random.nextInt(2)),
                            random.nextBoolean() ? zone() : null,
                            Duration.ofSeconds(random.nextInt(8)));
            case 15 ->
                    new Observation.SourceDeaf(
                            at,
                            new SourceId("s" + random.nextInt(2)),
                            random.nextBoolean() ? zone() : null,
                            random.nextBoolean() ? "libusb" : "kernel",
                            null);
            case 16 -> trouble(at);
            case 17 -> baseline(at);
            default -> throw new IllegalStateException();
        };
    }

    private Instant moment() {
        long beside = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0;
        return BEGIN.plusMillis(random.nextInt(steps) * stepMillis + beside);
    }

    private Fact access(Instant at, Direction direction) {
        int door = random.nextInt(doors);
        boolean known = random.nextInt(10) > 0;
        return new Observation.AccessGranted(
                at,
                random.nextInt(4) == 0 ? zone() : zoneOf(door),
                door(door),
                null,
                direction,
                random.nextInt(3) == 0 ? new CredentialId("c" + random.nextInt(2)) : null,
                known ? person() : null);
    }

    private Fact visit(Instant at) {
        return new Paperwork.VisitRegistered(
                at,
                visitId(),
                zone(),
                random.nextInt(4) > 0 ? "vendor" : "guest",
                random.nextInt(6) > 0 ? person() : null,
                random.nextInt(3) > 0 ? moment() : null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private Fact plug(Instant at) {
        MediaId media = medium();
        String[] parts = media.value().split(":", -1);
        var machine = new MachineId("m" + random.nextInt(2));
        String port = random.nextInt(6) == 0 ? null : "1-" + random.nextInt(2);
        if (random.nextInt(3) == 0) {
            return new Observation.MediaRemoved(at, zone(), machine, port, null, null, null, media);
        }
        boolean told = random.nextInt(8) > 0;
        return new Observation.MediaInserted(
                at,
                zone(),
                machine,
                port,
                told ? parts[0] : null,
                parts[1],
                random.nextInt(12) == 0 ? null : parts[2],
                random.nextInt(4) == 0 ? List.of("08:06:50", "03:01:01") : List.of("08:06:50"),
                media,
                random.nextInt(4) == 0 ? person() : null,
                false);
    }

    private Fact baseline(Instant at) {
        List<DevicePattern> devices = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String[] parts = medium().value().split(":", -1);
            devices.add(
                    new DevicePattern(
                            parts[0],
                            parts[1],
                            random.nextBoolean() ? parts[2] : null,
                            random.nextInt(3) == 0 ? "1-" + random.nextInt(2) : null,
                            DevicePattern.Match.MATCH_ALL,
                            random.nextBoolean() ? List.of("08:*:*") : null));
        }
        return new Paperwork.BaselineAdopted(
                at, zone(), new MachineId("m" + random.nextInt(2)), devices, null);
    }

    private Fact permit(Instant at) {
        var permit = new PermitId("p" + random.nextInt(5));
        switch (random.nextInt(8)) {
            case 0 -> {
                return new Paperwork.MediaRevoked(at, permit, null, null);
            }
            case 1 -> {
                return new Paperwork.MediaRevoked(at, null, medium(), zone());
            }
            default -> {}
        }
        Instant from = moment();
        Instant until = moment();
        return new Paperwork.MediaPermitted(
                at,
                permit,
                medium(),
                zone(),
                random.nextInt(4) == 0 ? new MachineId("m" + random.nextInt(2)) : null,
                random.nextInt(3) == 0 ? person() : null,
                from.isBefore(until) ? from : until,
                from.isBefore(until) ? until : from,
                null,
                random.nextInt(4) == 0 ? List.of("03:01:01", "08:06:50") : null);
    }

    private ZoneId zone() {
        return new ZoneId("z" + random.nextInt(zones));
    }

    private ZoneId zoneOf(int door) {
        return random.nextInt(12) == 0 ? zone() : new ZoneId("z" + door % zones);
    }

    private static DoorId door(int door) {
        return new DoorId("d" + door);
    }

    private PersonId person() {
        return new PersonId("p" + random.nextInt(people));
    }

    private VisitId visitId() {
        return new VisitId("v" + random.nextInt(3));
    }

    private MediaId medium() {
        return new MediaId("v" + random.nextInt(2) + ":p:s" + random.nextInt(2));
    }

    private Site site() {
        List<Site.Zone> all = new ArrayList<>();
        boolean nested = random.nextBoolean();
        for (int zone = 0; zone < zones; zone++) {
            ZoneId within =
                    nested && zone > 0 && random.nextInt(4) > 0
                            ? new ZoneId("z" + random.nextInt(zone))
                            : null;
            Hours hours = random.nextInt(3) == 0 ? Hours.ALWAYS : null;
            all.add(new Site.Zone(new ZoneId("z" + zone), "zone", within, hours));
        }
        List<Site.Door> declared = new ArrayList<>();
        for (int door = 0; door < doors; door++) {
            if (random.nextInt(5) > 0) {
                Site.Exit exit = random.nextBoolean() ? Site.Exit.BUTTON : Site.Exit.READER;
                declared.add(
                        new Site.Door(door(door), "door", new ZoneId("z" + door % zones), exit));
            }
        }
        return new Site(
                "babel", java.time.ZoneId.of("Asia/Tokyo"), all, declared, List.of(), List.of());
    }

    private Policy policy() {
        return new Policy(
                span(3),
                span(4),
                span(6),
                span(2),
                span(5),
                1 + random.nextInt(3),
                1 + random.nextInt(4),
                span(8),
                new Hours(
                        List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                        LocalTime.of(6, 0),
                        LocalTime.of(22, 0),
                        List.of()),
                stepMillis > 60_000 ? Duration.ofMinutes(random.nextInt(600)) : LONG_AGO,
                random.nextBoolean() ? Policy.Undeclared.FINDING : Policy.Undeclared.ACCEPT);
    }

    private Duration span(int most) {
        return Duration.ofMillis(random.nextInt(most) * stepMillis);
    }
}
