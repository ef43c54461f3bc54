package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.DeviceKind;
import sekisho.site.DoorId;
import sekisho.site.Hours;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Policy.Undeclared;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// A site and a policy as rules read them: spans in milliseconds, everything found by its id.
final class Plan {
    final long explainedWithin;
    final long escortAway;
    final long overstay;
    final long releasedWithin;
    final long heldAfter;
    final long silentIntervals;
    final int denials;
    final long denialsWithin;
    final long rejudged;

    /// The longest of the spans in which a fact can matter to another.
    final long longest;

    final boolean asksAboutDoors;

    private final Site site;
    private final Policy policy;
    private final Map<ZoneId, Site.Zone> zones = new HashMap<>();
    private final Map<DoorId, Site.Door> doors = new HashMap<>();
    private final Map<Hours, OpeningHours> hours = new HashMap<>();

    Plan(Site site, Policy policy) {
        this.site = site;
        this.policy = policy;
        this.explainedWithin = policy.explainedWithin().toMillis();
        this.escortAway = policy.escortAway().toMillis();
        this.overstay = policy.overstay().toMillis();
        this.releasedWithin = policy.releasedWithin().toMillis();
        this.heldAfter = policy.heldAfter().toMillis();
        this.silentIntervals = policy.silentIntervals();
        this.denials = policy.denials();
        this.denialsWithin = policy.denialsWithin().toMillis();
        this.rejudged = policy.rejudged().toMillis();
        this.longest =
                LongStream.of(explainedWithin, escortAway, releasedWithin, heldAfter, denialsWithin)
                        .max()
                        .orElseThrow();
        site.zones().forEach(zone -> zones.put(zone.id(), zone));
        site.doors().forEach(door -> doors.put(door.id(), door));
        this.asksAboutDoors =
                policy.undeclared() == Undeclared.FINDING && !(zones.isEmpty() && doors.isEmpty());
    }

    void save(StateWriter out) {
        out.fact(new PlanAdopted(Instant.EPOCH, site, policy));
    }

    static Plan load(StateReader in) {
        var adopted = (PlanAdopted) in.fact();
        return new Plan(adopted.site(), adopted.policy());
    }

    /// The zone around a zone.
    @Nullable ZoneId within(ZoneId zone) {
        Site.Zone declared = zones.get(zone);
        return declared == null ? null : declared.within();
    }

    /// When entries into a zone are usual.
    OpeningHours hours(ZoneId zone) {
        Site.Zone declared = zones.get(zone);
        Hours own = declared == null ? null : declared.hours();
        return hours.computeIfAbsent(
                own == null ? policy.hours() : own, one -> new OpeningHours(one, site.clock()));
    }

    /// Whether a zone lets a device be plugged in without a permit, by what it is.
    boolean tolerates(ZoneId zone, List<String> interfaces) {
        Site.Zone declared = zones.get(zone);
        return declared != null && DeviceKind.isOnly(declared.tolerates(), interfaces);
    }

    boolean declares(DoorId door) {
        return doors.containsKey(door);
    }

    /// Whether a request to exit explains an opening. A door that nobody declared is read on both
    /// sides.
    boolean explainsByExit(DoorId door) {
        Site.Door declared = doors.get(door);
        return declared != null && declared.exit() == Site.Exit.BUTTON;
    }
}
