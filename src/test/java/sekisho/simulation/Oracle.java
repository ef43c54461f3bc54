package sekisho.simulation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Hours;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.Observation.AccessDenied;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.ExitRequested;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.MotionDetected;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Paperwork;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaCarriedIn;
import sekisho.site.Paperwork.MediaCarriedOut;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// The rules of the manual, read a second time and as plainly as can be: the whole journal is
/// sorted by event time and gone through once, every question is answered by looking through
/// everything that was, and nothing is ever forgotten. It shares no code with the core.
final class Oracle {
    private record Due(long at, long trigger, Found found, BooleanSupplier holds) {}

    private record At(long time, Object key) {}

    private record Carried(MediaId media, ZoneId zone) {}

    /// A span in which somebody was inside or a visit was open; still going while `until` is null.
    private static final class Span {
        final Object who;
        final ZoneId zone;
        final long from;
        @Nullable Long until;

        Span(Object who, ZoneId zone, long from) {
            this.who = who;
            this.zone = zone;
            this.from = from;
        }

        boolean meets(ZoneId where, long begin, long end) {
            return zone.equals(where) && from <= end && (until == null || until >= begin);
        }
    }

    private static final class Open {
        final VisitRegistered sheet;
        final long sequence;
        final Span span;

        Open(VisitRegistered sheet, long sequence, Span span) {
            this.sheet = sheet;
            this.sequence = sequence;
            this.span = span;
        }
    }

    private record Plugged(MachineId machine, @Nullable String port) {}

    private final Site site;
    private final Policy policy;
    private final Set<Found> found = new HashSet<>();
    private final List<Due> dues = new ArrayList<>();
    private final List<At> grants = new ArrayList<>();
    private final List<At> exits = new ArrayList<>();
    private final List<At> closings = new ArrayList<>();
    private final List<Span> presences = new ArrayList<>();
    private final List<Span> visits = new ArrayList<>();
    private final Map<Object, List<Span>> inside = new HashMap<>();
    private final Map<VisitId, Open> open = new LinkedHashMap<>();
    private final List<MediaPermitted> permits = new ArrayList<>();
    private final Map<String, Set<String>> devices = new HashMap<>();
    private final Map<MediaId, List<Plugged>> plugged = new HashMap<>();
    private final Map<String, List<String>> shapes = new HashMap<>();
    private final Map<MachineId, BaselineAdopted> baselines = new HashMap<>();
    private final Map<Carried, PersonId> carried = new HashMap<>();
    private final Map<DoorId, List<Long>> denials = new HashMap<>();
    private final Set<DoorId> undeclared = new HashSet<>();

    private Oracle(Site site, Policy policy) {
        this.site = site;
        this.policy = policy;
    }

    /// What stands in the end, when everything has arrived; what came too late to be judged is left
    /// out.
    static Set<Found> judge(Site site, Policy policy, List<Arrival> journal) {
        return judge(site, policy, journal, judged(policy, journal));
    }

    /// What stands in the end, had everything arrived when it happened.
    static Set<Found> judgeInOrder(Site site, Policy policy, List<Arrival> journal) {
        return judge(site, policy, journal, journal);
    }

    private static List<Arrival> judged(Policy policy, List<Arrival> journal) {
        List<Arrival> judged = new ArrayList<>();
        Instant now = Instant.MIN;
        for (Arrival arrival : journal) {
            now = now.isBefore(arrival.recordedAt()) ? arrival.recordedAt() : now;
            boolean old = arrival.fact().at().isBefore(now.minus(policy.rejudged()));
            if (!old || arrival.fact() instanceof SourceAlive) {
                judged.add(arrival);
            }
        }
        return judged;
    }

    private static Set<Found> judge(
            Site site, Policy policy, List<Arrival> journal, List<Arrival> judged) {
        var oracle = new Oracle(site, policy);
        long end = Long.MIN_VALUE;
        for (Arrival arrival : journal) {
            end = Math.max(end, Math.max(arrival.at(), arrival.recordedAt().toEpochMilli()));
        }
        List<Arrival> sorted = new ArrayList<>(judged);
        sorted.sort(Comparator.comparing(Arrival::at).thenComparing(Arrival::sequence));
        for (Arrival arrival : sorted) {
            oracle.fire(arrival.at());
            oracle.take(arrival.at(), arrival.sequence(), arrival.fact());
        }
        oracle.fire(end + 1);
        oracle.found.addAll(silences(policy, journal, end));
        oracle.found.addAll(outlasting(sorted, end));
        return oracle.found;
    }

    /// Sources that were silent, by arrival.
    private static Set<Found> silences(Policy policy, List<Arrival> journal, long end) {
        var found = new HashSet<Found>();
        for (int i = 0; i < journal.size(); i++) {
            if (!(journal.get(i).fact() instanceof SourceAlive alive)
                    || !alive.interval().isPositive()) {
                continue;
            }
            Duration patience = alive.interval().multipliedBy(policy.silentIntervals());
            long due = journal.get(i).recordedAt().plus(patience).toEpochMilli();
            boolean again = false;
            for (Arrival next : journal.subList(i + 1, journal.size())) {
                again |=
                        next.fact() instanceof SourceAlive other
                                && other.source().equals(alive.source())
                                && next.recordedAt().toEpochMilli() <= due;
            }
            if (!again && due <= end) {
                found.add(
                        new Found(
                                Instant.ofEpochMilli(due),
                                journal.get(i).sequence(),
                                "source-silent",
                                alive.zone(),
                                Map.of("source", source(alive.source()))));
            }
        }
        return found;
    }

    /// Media that were still in when the last permit for them ended: every insertion, every moment
    /// at which a permit can end, and all that was known then, from the beginning.
    private static Set<Found> outlasting(List<Arrival> sorted, long end) {
        var found = new HashSet<Found>();
        for (int i = 0; i < sorted.size(); i++) {
            if (!(sorted.get(i).fact() instanceof MediaInserted inserted)) {
                continue;
            }
            int pulled = i + 1;
            while (pulled < sorted.size() && !ends(sorted.get(pulled).fact(), inserted)) {
                pulled++;
            }
            long until = pulled < sorted.size() ? sorted.get(pulled).at() : Long.MAX_VALUE;
            var moments = new TreeSet<Long>();
            for (int k = 0; k < sorted.size(); k++) {
                boolean in = i < k && k < pulled;
                if (sorted.get(k).fact() instanceof MediaRevoked
                        && in
                        && isCovered(inserted, sorted.get(k).at(), sorted.subList(0, k))
                        && !isCovered(inserted, sorted.get(k).at(), sorted.subList(0, k + 1))) {
                    moments.add(sorted.get(k).at());
                }
                if (sorted.get(k).fact() instanceof MediaPermitted permit) {
                    long last = permit.until().toEpochMilli();
                    var known = sorted.stream().filter(one -> one.at() <= last).toList();
                    if (last >= sorted.get(i).at()
                            && last < until
                            && last <= end
                            && isCovered(inserted, last, known)
                            && !isCovered(inserted, last + 1, known)) {
                        moments.add(last);
                    }
                }
            }
            var subject = new LinkedHashMap<String, String>();
            subject.put("media", inserted.media().value());
            subject.put("machine", inserted.machine().value());
            for (long moment : moments) {
                found.add(
                        new Found(
                                Instant.ofEpochMilli(moment),
                                sorted.get(i).sequence(),
                                "media-outlasts-permit",
                                inserted.zone(),
                                subject));
            }
        }
        return found;
    }

    private static boolean isCovered(MediaInserted inserted, long time, List<Arrival> known) {
        var valid = new ArrayList<MediaPermitted>();
        for (Arrival arrival : known) {
            if (arrival.fact() instanceof MediaPermitted permit) {
                valid.add(permit);
            }
            if (arrival.fact() instanceof MediaRevoked revoked) {
                valid.removeIf(permit -> isRevoked(permit, revoked));
            }
        }
        return valid.stream()
                .anyMatch(permit ->
                        permit.media().equals(inserted.media())
                                && permit.zone().equals(inserted.zone())
                                && (permit.machine() == null
                                        || permit.machine().equals(inserted.machine()))
                                && (permit.interfaces() == null
                                        || sorted(permit.interfaces())
                                                .equals(sorted(inserted.interfaces())))
                                && permit.from().toEpochMilli() <= time
                                && time <= permit.until().toEpochMilli());
    }

    private static boolean isRevoked(MediaPermitted permit, MediaRevoked revoked) {
        return revoked.permit() != null
                ? permit.permit().equals(revoked.permit())
                : permit.media().equals(revoked.media()) && permit.zone().equals(revoked.zone());
    }

    private static List<String> sorted(List<String> some) {
        return some.stream().sorted().toList();
    }

    /// Whether a medium that was put in is pulled by this, or put in anew.
    private static boolean ends(Fact fact, MediaInserted inserted) {
        return switch (fact) {
            case MediaRemoved removed ->
                    isIn(removed.media(), removed.machine(), removed.port(), inserted);
            case MediaInserted again ->
                    isIn(again.media(), again.machine(), again.port(), inserted);
            default -> false;
        };
    }

    private static boolean isIn(
            MediaId media, MachineId machine, @Nullable String port, MediaInserted inserted) {
        return media.equals(inserted.media())
                && machine.equals(inserted.machine())
                && (port == null || inserted.port() == null || port.equals(inserted.port()));
    }

    private static String source(SourceId source) {
        return source.value();
    }

    private void fire(long before) {
        for (Due due : List.copyOf(dues)) {
            if (due.at < before) {
                dues.remove(due);
                if (due.holds.getAsBoolean()) {
                    found.add(due.found);
                }
            }
        }
    }

    private void take(long t, long sequence, Fact fact) {
        switch (fact) {
            case AccessGranted granted -> {
                declare(t, sequence, granted.zone(), granted.door());
                grants.add(new At(t, granted.door()));
                denials.remove(granted.door());
                walked(t, sequence, granted);
            }
            case AccessDenied denied -> {
                declare(t, sequence, denied.zone(), denied.door());
                denied(t, sequence, denied);
            }
            case DoorOpened opened -> {
                declare(t, sequence, opened.zone(), opened.door());
                opened(t, sequence, opened);
            }
            case DoorClosed closed -> {
                declare(t, sequence, closed.zone(), closed.door());
                closings.add(new At(t, closed.door()));
            }
            case ExitRequested exit -> {
                declare(t, sequence, exit.zone(), exit.door());
                exits.add(new At(t, exit.door()));
            }
            case Observation.DoorForced forced ->
                    declare(t, sequence, forced.zone(), forced.door());
            case Observation.DoorHeld held -> declare(t, sequence, held.zone(), held.door());
            case MotionDetected motion -> {
                long span = policy.explainedWithin().toMillis();
                later(
                        t + span,
                        t,
                        sequence,
                        "unlogged-entry",
                        motion.zone(),
                        Map.of("zone", motion.zone().value()),
                        () ->
                                !any(presences, motion.zone(), t - span, t + span)
                                        && !any(visits, motion.zone(), t - span, t + span));
            }
            case VisitRegistered sheet -> registered(t, sequence, sheet);
            case VisitLeft left -> ended(t, left.visit());
            case MediaInserted inserted -> inserted(t, sequence, inserted);
            case MediaRemoved removed ->
                    plugged.getOrDefault(removed.media(), new ArrayList<>())
                            .removeIf(at ->
                                    at.machine().equals(removed.machine())
                                            && (at.port() == null
                                                    || removed.port() == null
                                                    || at.port().equals(removed.port())));
            case MediaPermitted permit -> permits.add(permit);
            case MediaRevoked revoked ->
                    permits.removeIf(permit ->
                            revoked.permit() != null
                                    ? permit.permit().equals(revoked.permit())
                                    : permit.media().equals(revoked.media())
                                            && permit.zone().equals(revoked.zone()));
            case BaselineAdopted baseline -> baselines.put(baseline.machine(), baseline);
            case MediaCarriedIn in -> carried.put(new Carried(in.media(), in.zone()), in.person());
            case Observation.SourceDeaf deaf ->
                    now(
                            t,
                            sequence,
                            "monitor-deaf",
                            deaf.zone(),
                            Map.of("monitor", deaf.source().value(), "sense", deaf.sense()));
            case MediaCarriedOut out -> carried.remove(new Carried(out.media(), out.zone()));
            case Observation.SourceTampered told ->
                    trouble(t, sequence, "source-tampered", told.zone(), told.source());
            case Observation.SourceGap gap ->
                    trouble(t, sequence, "source-gap", gap.zone(), gap.source());
            case Observation.SourceClock clock -> {
                if (Math.abs(clock.ahead().toMillis()) > 5000) {
                    trouble(t, sequence, "source-clock", clock.zone(), clock.source());
                }
            }
            case Observation.CardPresented _,
                    Observation.SourceAlive _,
                    Observation.SourceLost _,
                    Observation.SourceRestored _,
                    Observation.MediaAdmitted _,
                    Observation.MediaRefused _,
                    Observation.SourceHears _,
                    Observation.SourceNoise _,
                    Paperwork.RegisterChanged _,
                    Paperwork.PlanAdopted _,
                    Finding _,
                    Deed _ -> {}
        }
    }

    private void trouble(
            long t, long sequence, String rule, @Nullable ZoneId zone, SourceId source) {
        now(t, sequence, rule, zone, Map.of("source", source(source)));
    }

    private void opened(long t, long sequence, DoorOpened opened) {
        DoorId door = opened.door();
        Map<String, String> subject = Map.of("door", door.value());
        long span = policy.explainedWithin().toMillis();
        boolean button =
                site.doors().stream()
                        .anyMatch(one -> one.id().equals(door) && one.exit() == Site.Exit.BUTTON);
        later(
                t + span,
                t,
                sequence,
                "unlogged-entry",
                opened.zone(),
                subject,
                () ->
                        !any(grants, door, t - span, t + span)
                                && !any(visits, opened.zone(), t - span, t + span)
                                && !(button && any(exits, door, t - span, t + span)));
        long released = policy.releasedWithin().toMillis();
        if (!any(grants, door, t - released, t) && !any(exits, door, t - released, t)) {
            now(t, sequence, "door-forced", opened.zone(), subject);
        }
        long held = policy.heldAfter().toMillis();
        later(
                t + held,
                t,
                sequence,
                "door-held",
                opened.zone(),
                subject,
                () -> !any(closings, door, t + 1, t + held));
    }

    private void walked(long t, long sequence, AccessGranted granted) {
        ZoneId zone = granted.zone();
        Object who = granted.person() != null ? granted.person() : granted.credential();
        Map<String, String> subject =
                granted.person() != null
                        ? Map.of("person", granted.person().value())
                        : granted.credential() != null
                                ? Map.of("credential", granted.credential().value())
                                : Map.of("door", granted.door().value());
        if (who != null) {
            List<Span> spans = inside.computeIfAbsent(who, one -> new ArrayList<>());
            boolean was = spans.stream().anyMatch(span -> span.zone.equals(zone));
            boolean twice = !spans.isEmpty() && !around(zone).contains(spans.getLast().zone);
            if (granted.direction() == Direction.IN && twice) {
                now(t, sequence, "entered-twice", zone, subject);
            }
            if (granted.direction() == Direction.OUT && !was) {
                now(t, sequence, "left-without-entering", zone, subject);
            }
            while (!spans.isEmpty() && !around(zone).contains(spans.getLast().zone)) {
                Span ended = spans.removeLast();
                boolean stays = granted.direction() == Direction.IN && ended.zone.equals(zone);
                ended.until = t;
                if (!stays) {
                    gone(t, sequence, who, ended.zone);
                }
            }
            if (granted.direction() == Direction.IN) {
                var span = new Span(who, zone, t);
                spans.add(span);
                presences.add(span);
            }
            if (granted.direction() == Direction.OUT
                    && carried.entrySet().stream()
                            .anyMatch(one ->
                                    one.getValue().equals(who)
                                            && one.getKey().zone().equals(zone))) {
                now(t, sequence, "media-not-carried-out", zone, subject);
            }
        }
        if (granted.direction() == Direction.IN && !hours(zone).include(local(t))) {
            now(t, sequence, "unusual-hours", zone, subject);
        }
    }

    /// An escort has left a zone: their open visits there are alone from now on.
    private void gone(long t, long sequence, Object who, ZoneId zone) {
        for (Open visit : open.values()) {
            if (who.equals(visit.sheet.escort()) && visit.sheet.zone().equals(zone)) {
                alone(t, sequence, visit);
            }
        }
    }

    private void registered(long t, long sequence, VisitRegistered sheet) {
        ended(t, sheet.visit());
        var span = new Span(sheet.visit(), sheet.zone(), t);
        visits.add(span);
        var visit = new Open(sheet, sequence, span);
        open.put(sheet.visit(), visit);
        if (!isInside(sheet.escort(), sheet.zone())) {
            alone(t, sequence, visit);
        }
        if (sheet.plannedExit() != null) {
            long due = sheet.plannedExit().plus(policy.overstay()).toEpochMilli();
            later(
                    Math.max(due, t),
                    t,
                    sequence,
                    "overstay",
                    sheet.zone(),
                    Map.of("visit", sheet.visit().value()),
                    () -> span.until == null);
        }
    }

    private void ended(long t, VisitId visit) {
        Open known = open.remove(visit);
        if (known != null) {
            known.span.until = t;
        }
    }

    private void alone(long t, long sequence, Open visit) {
        if (!visit.sheet.kind().equals("vendor")) {
            return;
        }
        PersonId escort = visit.sheet.escort();
        ZoneId zone = visit.sheet.zone();
        var subject = new LinkedHashMap<String, String>();
        subject.put("visit", visit.sheet.visit().value());
        if (escort != null) {
            subject.put("escort", escort.value());
        }
        long span = policy.escortAway().toMillis();
        int before = presences.size();
        later(
                t + span,
                t,
                sequence,
                "unescorted-visitor",
                zone,
                subject,
                () ->
                        visit.span.until == null
                                && !isInside(escort, zone)
                                && !cameBack(escort, zone, before));
    }

    /// Whether somebody has entered a zone since there were so many presences.
    private boolean cameBack(@Nullable PersonId who, ZoneId zone, int since) {
        return presences.subList(since, presences.size()).stream()
                .anyMatch(span -> span.who.equals(who) && span.zone.equals(zone));
    }

    private void inserted(long t, long sequence, MediaInserted inserted) {
        var subject = new LinkedHashMap<String, String>();
        subject.put("media", inserted.media().value());
        subject.put("machine", inserted.machine().value());
        ZoneId zone = inserted.zone();
        boolean permitted =
                permits.stream()
                        .anyMatch(permit ->
                                permit.media().equals(inserted.media())
                                        && permit.zone().equals(zone)
                                        && (permit.machine() == null
                                                || permit.machine().equals(inserted.machine()))
                                        && permit.from().toEpochMilli() <= t
                                        && t <= permit.until().toEpochMilli()
                                        && fits(permit, inserted));
        boolean unknown = inserted.serial() == null;
        if (inserted.serial() != null) {
            Set<String> shown = devices.computeIfAbsent(inserted.serial(), one -> new TreeSet<>());
            shown.add(
                    inserted.vid() == null || inserted.pid() == null
                            ? inserted.media().value()
                            : inserted.vid() + ":" + inserted.pid());
            unknown = shown.size() > 1;
        }
        List<Plugged> places = plugged.computeIfAbsent(inserted.media(), one -> new ArrayList<>());
        var here = new Plugged(inserted.machine(), inserted.port());
        for (Plugged place : places) {
            boolean same =
                    place.machine().equals(here.machine())
                            && (place.port() == null
                                    || here.port() == null
                                    || place.port().equals(here.port()));
            unknown |= !same;
        }
        places.removeIf(place ->
                place.machine().equals(here.machine())
                        && (place.port() == null
                                || here.port() == null
                                || place.port().equals(here.port())));
        places.add(here);
        boolean changed = false;
        if (inserted.serial() != null && !inserted.interfaces().isEmpty()) {
            String device =
                    (inserted.vid() == null || inserted.pid() == null
                                    ? inserted.media().value()
                                    : inserted.vid() + ":" + inserted.pid())
                            + " "
                            + inserted.serial();
            List<String> first = shapes.putIfAbsent(device, sorted(inserted.interfaces()));
            changed = first != null && !first.equals(sorted(inserted.interfaces()));
        }
        BaselineAdopted own = baselines.get(inserted.machine());
        if (own != null && own.holds(inserted)) {
            return;
        }
        boolean noted =
                permits.stream()
                        .anyMatch(permit ->
                                permit.media().equals(inserted.media())
                                        && permit.zone().equals(zone)
                                        && permit.from().toEpochMilli() <= t
                                        && t <= permit.until().toEpochMilli()
                                        && permit.interfaces() != null
                                        && sorted(permit.interfaces())
                                                .equals(sorted(inserted.interfaces())));
        if (changed && !noted) {
            now(t, sequence, "changed-device", zone, subject);
        }
        if (unknown || !permitted) {
            now(t, sequence, "unauthorised-media", zone, subject);
        }
        boolean nobody =
                inside.values().stream()
                        .noneMatch(
                                spans -> spans.stream().anyMatch(span -> span.zone.equals(zone)));
        if (nobody && !any(visits, zone, t, t)) {
            now(t, sequence, "media-in-empty-zone", zone, subject);
        }
    }

    private boolean fits(MediaPermitted permit, MediaInserted inserted) {
        if (permit.interfaces() != null) {
            var wanted = new ArrayList<>(permit.interfaces());
            var shown = new ArrayList<>(inserted.interfaces());
            wanted.sort(null);
            shown.sort(null);
            if (!wanted.equals(shown)) {
                return false;
            }
        }
        if (permit.person() == null) {
            return true;
        }
        return inserted.operator() != null
                ? inserted.operator().equals(permit.person())
                : isInside(permit.person(), inserted.zone());
    }

    private void denied(long t, long sequence, AccessDenied denied) {
        List<Long> times = denials.computeIfAbsent(denied.door(), one -> new ArrayList<>());
        times.removeIf(time -> time < t - policy.denialsWithin().toMillis());
        times.add(t);
        if (times.size() >= policy.denials()) {
            times.clear();
            now(
                    t,
                    sequence,
                    "repeated-denial",
                    denied.zone(),
                    Map.of("door", denied.door().value()));
        }
    }

    private void declare(long t, long sequence, ZoneId zone, DoorId door) {
        boolean asked =
                policy.undeclared() == Policy.Undeclared.FINDING
                        && !(site.zones().isEmpty() && site.doors().isEmpty());
        boolean known = site.doors().stream().anyMatch(one -> one.id().equals(door));
        if (asked && !known && undeclared.add(door)) {
            now(t, sequence, "undeclared-door", zone, Map.of("door", door.value()));
        }
    }

    private boolean isInside(@Nullable PersonId who, ZoneId zone) {
        return who != null
                && inside.getOrDefault(who, List.of()).stream()
                        .anyMatch(span -> span.zone.equals(zone));
    }

    /// The zones around a zone.
    private Set<ZoneId> around(ZoneId zone) {
        var around = new HashSet<ZoneId>();
        for (ZoneId one = within(zone); one != null; one = within(one)) {
            around.add(one);
        }
        return around;
    }

    private @Nullable ZoneId within(ZoneId zone) {
        return site.zones().stream()
                .filter(one -> one.id().equals(zone))
                .findFirst()
                .map(Site.Zone::within)
                .orElse(null);
    }

    private Hours hours(ZoneId zone) {
        return site.zones().stream()
                .filter(one -> one.id().equals(zone))
                .findFirst()
                .map(Site.Zone::hours)
                .orElse(policy.hours());
    }

    private java.time.LocalDateTime local(long t) {
        return Instant.ofEpochMilli(t).atZone(site.clock()).toLocalDateTime();
    }

    private static boolean any(List<At> all, Object key, long from, long until) {
        return all.stream()
                .anyMatch(one -> one.key.equals(key) && from <= one.time && one.time <= until);
    }

    private static boolean any(List<Span> all, ZoneId zone, long from, long until) {
        return all.stream().anyMatch(span -> span.meets(zone, from, until));
    }

    private void now(
            long t,
            long sequence,
            String rule,
            @Nullable ZoneId zone,
            Map<String, String> subject) {
        found.add(new Found(Instant.ofEpochMilli(t), sequence, rule, zone, subject));
    }

    private void later(
            long due,
            long t,
            long sequence,
            String rule,
            ZoneId zone,
            Map<String, String> subject,
            BooleanSupplier holds) {
        var one = new Found(Instant.ofEpochMilli(due), sequence, rule, zone, subject);
        dues.add(new Due(due, t, one, holds));
    }
}
