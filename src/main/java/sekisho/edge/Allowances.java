package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Guarding;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Paperwork;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What each machine may use, as the journal says: follows permits, revocations, baselines, and who
/// is where, because a permit that is bound to a person holds while that person is inside.
///
/// One thread feeds it; any may ask.
public final class Allowances {

    /// What a machine may use now.
    public interface Source {
        /// Null while that is not known yet.
        @Nullable Allowance of(MachineId machine, ZoneId zone);

        /// Another number whenever an answer may be another one.
        long revision();

        /// Nothing is known of any machine.
        Source NONE =
                new Source() {
                    @Override
                    public @Nullable Allowance of(MachineId machine, ZoneId zone) {
                        return null;
                    }

                    @Override
                    public long revision() {
                        return 0;
                    }
                };
    }

    private record Place(Instant at, List<ZoneId> inside) {}

    private final Function<ZoneId, Guarding> policy;
    private final Map<ZoneId, Map<PermitId, MediaPermitted>> permits = new HashMap<>();
    private final Map<MachineId, BaselineAdopted> baselines = new HashMap<>();
    private final Map<PersonId, Place> people = new HashMap<>();
    private final Map<ZoneId, ZoneId> within = new HashMap<>();
    private long sequence;
    private long revision;

    /// @param site the plan until the journal tells of one
    /// @param policy of each zone
    public Allowances(Site site, Function<ZoneId, Guarding> policy) {
        this.policy = policy;
        adopt(site);
    }

    /// Takes the next fact of the journal.
    public synchronized void accept(long entry, Fact fact) {
        sequence = entry;
        switch (fact) {
            case MediaPermitted permit -> permitted(permit);
            case MediaRevoked revoked -> revoked(revoked);
            case BaselineAdopted baseline -> {
                baselines.put(baseline.machine(), baseline);
                revision++;
            }
            case AccessGranted read -> read(read);
            case PlanAdopted plan -> {
                adopt(plan.site());
                revision++;
            }
            case Observation _, Paperwork _, Finding _, Deed _ -> {}
        }
    }

    private void permitted(MediaPermitted permit) {
        permits.values().forEach(zone -> zone.remove(permit.permit()));
        permits.computeIfAbsent(permit.zone(), _ -> new LinkedHashMap<>())
                .put(permit.permit(), permit);
        revision++;
    }

    private void revoked(MediaRevoked revoked) {
        for (var zone : permits.entrySet()) {
            zone.getValue()
                    .values()
                    .removeIf(permit ->
                            revoked.permit() != null
                                    ? permit.permit().equals(revoked.permit())
                                    : permit.media().equals(revoked.media())
                                            && zone.getKey().equals(revoked.zone()));
        }
        revision++;
    }

    /// A read elsewhere ends a presence, unless it led from a zone into one within it.
    private void read(AccessGranted read) {
        PersonId person = read.person();
        if (person == null) {
            return;
        }
        Place before = people.get(person);
        if (before != null && read.at().isBefore(before.at())) {
            return;
        }
        var inside = new ArrayList<ZoneId>();
        for (ZoneId outer = within.get(read.zone()); outer != null; outer = within.get(outer)) {
            if (before != null && before.inside().contains(outer)) {
                inside.add(outer);
            }
        }
        if (read.direction() == Direction.IN) {
            inside.add(read.zone());
        }
        people.put(person, new Place(read.at(), List.copyOf(inside)));
        if (permits.values().stream().anyMatch(zone -> isBoundTo(zone, person))) {
            revision++;
        }
    }

    private static boolean isBoundTo(Map<PermitId, MediaPermitted> zone, PersonId person) {
        return zone.values().stream().anyMatch(permit -> person.equals(permit.person()));
    }

    private void adopt(Site site) {
        within.clear();
        for (Site.Zone zone : site.zones()) {
            if (zone.within() != null) {
                within.put(zone.id(), zone.within());
            }
        }
    }

    /// Another number whenever [#of] may answer otherwise.
    public synchronized long revision() {
        return revision;
    }

    /// What a machine may use.
    ///
    /// @param now permits that have ended before are left out
    public synchronized Allowance of(MachineId machine, ZoneId zone, Instant now) {
        Guarding guarding = policy.apply(zone);
        Instant until = now.plus(guarding.holds());
        List<MediaPermitted> fitting =
                permits.getOrDefault(zone, Map.of()).values().stream()
                        .filter(permit -> !permit.until().isBefore(now))
                        .filter(permit -> !permit.from().isAfter(until))
                        .filter(permit ->
                                permit.machine() == null || permit.machine().equals(machine))
                        .filter(permit -> permit.person() == null || isInside(permit, zone))
                        .sorted(Comparator.comparing(MediaPermitted::from))
                        .map(Allowances::impersonal)
                        .toList();
        return new Allowance(
                sequence,
                until,
                guarding.away(),
                guarding.inUse(),
                baselines.get(machine),
                fitting);
    }

    private boolean isInside(MediaPermitted permit, ZoneId zone) {
        Place place = people.get(permit.person());
        return place != null && place.inside().contains(zone);
    }

    /// Whom a permit is for is no business of a machine.
    private static MediaPermitted impersonal(MediaPermitted permit) {
        return new MediaPermitted(
                permit.at(),
                permit.permit(),
                permit.media(),
                permit.zone(),
                permit.machine(),
                null,
                permit.from(),
                permit.until(),
                null,
                permit.interfaces());
    }
}
