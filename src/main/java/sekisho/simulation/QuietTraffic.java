package sekisho.simulation;

import sekisho.simulation.Cast.Member;
import sekisho.simulation.Place.Door;
import sekisho.site.PermitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/// What goes on at a quiet site: people come and go, now and then a stick that is permitted, a card
/// held to the wrong reader. Each day has a seed of its own; nothing in it is worth an alarm.
final class QuietTraffic {
    /// The longest scene is over by then, so that scenes do not overlap.
    static final int PAUSE_LEAST = 20;

    private static final int PAUSE_MOST = 60;

    private final java.time.ZoneId clock;
    private LocalDate day = LocalDate.EPOCH;
    private Random dice = new Random(0);
    private boolean refusedBefore;

    QuietTraffic(java.time.ZoneId clock) {
        this.clock = clock;
    }

    /// The next scene, as it fits the world.
    Scene next(Instant now, World world) {
        roll(now);
        Member who = pick(Cast.ALL);
        ZoneId zone = world.whereIs(who.person());
        int chance = dice.nextInt(100);
        if (chance < 4 && !refusedBefore) {
            refusedBefore = true;
            return Scenes.isRefused(pick(Place.ENTRANCES));
        }
        refusedBefore = false;
        if (zone == null) {
            return Scenes.enters(who, pick(Place.ENTRANCES));
        }
        if (chance < 12 && zone.equals(Place.ARCHIVE.zone())) {
            return Scenes.usesPermittedStick(
                    who,
                    Place.ARCHIVE,
                    Cast.ARCHIVE_STICK,
                    new PermitId("demo-permit-" + now.toEpochMilli()));
        }
        if (chance < 18 && zone.equals(Place.LOADING_BAY.zone())) {
            return Scenes.takesDelivery(who, Place.LOADING_BAY);
        }
        return Scenes.leaves(who, exit(zone));
    }

    /// How long until the scene after that.
    Duration pause(Instant now) {
        roll(now);
        return Duration.ofSeconds(dice.nextInt(PAUSE_LEAST, PAUSE_MOST + 1));
    }

    private Door exit(ZoneId zone) {
        return pick(Place.EXITS.stream().filter(door -> door.zone().equals(zone)).toList());
    }

    private void roll(Instant now) {
        LocalDate today = now.atZone(clock).toLocalDate();
        if (!today.equals(day)) {
            day = today;
            dice = new Random(today.toEpochDay());
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(dice.nextInt(from.size()));
    }
}
