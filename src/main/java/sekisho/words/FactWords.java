package sekisho.words;

import static sekisho.words.Sentence.same;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.site.json.FactCodec;

import java.time.Duration;
import java.util.Map;

/// Says a fact in one sentence, without its time.
public final class FactWords {
    private final Names names;

    public FactWords(Names names) {
        this.names = names;
    }

    /// The fact in one sentence.
    public Sentence sentence(Fact fact) {
        return switch (fact) {
            case Observation observation -> observation(observation);
            case Paperwork paperwork -> paperwork(paperwork);
            case Finding finding -> finding(finding);
            case Deed deed -> deed(deed);
        };
    }

    /// What kind of fact it is, in a word or two; the type itself where it is one of an open
    /// family.
    public static Sentence kind(Fact fact) {
        String type = FactCodec.type(fact);
        return Messages.has("type." + type) ? Messages.of("type." + type) : same(type);
    }

    private Sentence observation(Observation observation) {
        return switch (observation) {
            case Observation.AccessGranted granted ->
                    Messages.of(
                            granted.direction() == Direction.IN
                                    ? "fact.access.granted.in"
                                    : "fact.access.granted.out",
                            Map.of(
                                    "zone", names.zone(granted.zone()),
                                    "door", names.door(granted.door()),
                                    "who", names.who(granted.person(), granted.credential())));
            case Observation.AccessDenied denied ->
                    reasoned(
                            "fact.access.denied",
                            denied.reason(),
                            Map.of(
                                    "zone", names.zone(denied.zone()),
                                    "door", names.door(denied.door()),
                                    "who", names.who(denied.person(), denied.credential())));
            case Observation.CardPresented card ->
                    reasoned(
                            "fact.card.presented",
                            card.reason(),
                            Map.of(
                                    "desk", same(card.reader().value()),
                                    "who", names.who(card.person(), card.credential())));
            case Observation.DoorOpened(_, var zone, var door) ->
                    door("fact.door.opened", zone, door);
            case Observation.DoorClosed(_, var zone, var door) ->
                    door("fact.door.closed", zone, door);
            case Observation.DoorForced(_, var zone, var door) ->
                    door("fact.door.forced", zone, door);
            case Observation.DoorHeld(_, var zone, var door) -> door("fact.door.held", zone, door);
            case Observation.ExitRequested(_, var zone, var door) ->
                    door("fact.exit.requested", zone, door);
            case Observation.MotionDetected(_, var zone, var count) ->
                    count == null
                            ? Messages.of("fact.motion.detected", Map.of("zone", names.zone(zone)))
                            : Messages.of(
                                    "fact.motion.detected.count",
                                    Map.of(
                                            "zone", names.zone(zone),
                                            "count", same(count.toString())));
            case Observation.MediaInserted inserted ->
                    Messages.of(
                            inserted.unattended()
                                    ? "fact.media.inserted.unattended"
                                    : inserted.preexisting()
                                            ? "fact.media.inserted.preexisting"
                                            : "fact.media.inserted",
                            Map.of(
                                    "zone", names.zone(inserted.zone()),
                                    "machine", names.machine(inserted.machine()),
                                    "media",
                                            DeviceWords.media(
                                                    names,
                                                    inserted.media(),
                                                    inserted.interfaces())));
            case Observation.MediaRemoved removed ->
                    Messages.of(
                            removed.unattended()
                                    ? "fact.media.removed.unattended"
                                    : "fact.media.removed",
                            Map.of(
                                    "zone", names.zone(removed.zone()),
                                    "machine", names.machine(removed.machine()),
                                    "media", names.media(removed.media())));
            case Observation.MediaAdmitted admitted ->
                    Messages.of(
                            "fact.media.admitted",
                            Map.of(
                                    "zone", names.zone(admitted.zone()),
                                    "machine", names.machine(admitted.machine()),
                                    "media",
                                            DeviceWords.media(
                                                    names, admitted.media(), admitted.interfaces()),
                                    "reason", ReasonWords.of(admitted.reason())));
            case Observation.MediaRefused refused ->
                    Messages.of(
                            "fact.media.refused",
                            Map.of(
                                    "zone", names.zone(refused.zone()),
                                    "machine", names.machine(refused.machine()),
                                    "media",
                                            DeviceWords.media(
                                                    names, refused.media(), refused.interfaces()),
                                    "reason", ReasonWords.of(refused.reason())));
            case Observation.SourceAlive alive -> source("fact.source.alive", alive.source());
            case Observation.SourceLost lost ->
                    reasoned("fact.source.lost", lost.reason(), source(lost.source()));
            case Observation.SourceRestored restored ->
                    source("fact.source.restored", restored.source());
            case Observation.SourceDeaf deaf ->
                    reasoned(
                            "fact.source.deaf",
                            deaf.reason(),
                            Map.of(
                                    "source", same(deaf.source().value()),
                                    "sense", sense(deaf.sense())));
            case Observation.SourceHears hears ->
                    Messages.of(
                            "fact.source.hears",
                            Map.of(
                                    "source", same(hears.source().value()),
                                    "sense", sense(hears.sense())));
            case Observation.SourceTampered tampered ->
                    reasoned("fact.source.tampered", tampered.reason(), source(tampered.source()));
            case Observation.SourceClock clock -> clock(clock);
            case Observation.SourceNoise noise ->
                    Messages.of(
                            "fact.source.noise",
                            Map.of(
                                    "source", same(noise.source().value()),
                                    "count", same(Long.toString(noise.count())),
                                    "reason", ReasonWords.of(noise.reason())));
            case Observation.SourceGap gap ->
                    Messages.of(
                            "fact.source.gap",
                            Map.of(
                                    "source", same(gap.source().value()),
                                    "count", same(Long.toString(gap.count())),
                                    "from", names.time(gap.from()),
                                    "until", names.time(gap.until()),
                                    "reason", ReasonWords.of(gap.reason())));
        };
    }

    private Sentence paperwork(Paperwork paperwork) {
        return switch (paperwork) {
            case Paperwork.VisitRegistered visit -> visit(visit);
            case Paperwork.VisitLeft left ->
                    Messages.of("fact.visit.left", Map.of("visit", same(left.visit().value())));
            case Paperwork.MediaPermitted permit ->
                    Messages.of(
                            "fact.media.permitted",
                            Map.of(
                                    "zone", names.zone(permit.zone()),
                                    "media", names.media(permit.media()),
                                    "from", names.dateTime(permit.from()),
                                    "until", names.dateTime(permit.until())));
            case Paperwork.MediaRevoked revoked -> revoked(revoked);
            case Paperwork.MediaCarriedIn carried ->
                    Messages.of(
                            "fact.media.carriedIn",
                            Map.of(
                                    "zone", names.zone(carried.zone()),
                                    "media", names.media(carried.media()),
                                    "who", names.person(carried.person())));
            case Paperwork.MediaCarriedOut carried ->
                    Messages.of(
                            "fact.media.carriedOut",
                            Map.of(
                                    "zone", names.zone(carried.zone()),
                                    "media", names.media(carried.media()),
                                    "who", names.person(carried.person())));
            case Paperwork.BaselineAdopted baseline ->
                    Messages.of(
                            "fact.machine.baseline",
                            Map.of(
                                    "zone", names.zone(baseline.zone()),
                                    "machine", names.machine(baseline.machine()),
                                    "count", same(Integer.toString(baseline.devices().size()))));
            case Paperwork.RegisterChanged register ->
                    Messages.of("fact.register.changed", Map.of("type", same(register.type())));
            case Paperwork.PlanAdopted plan ->
                    Messages.of("fact.plan.adopted", Map.of("site", same(plan.site().name())));
        };
    }

    private Sentence visit(Paperwork.VisitRegistered visit) {
        var escort = visit.escort();
        return escort == null
                ? Messages.of(
                        "fact.visit.registered",
                        Map.of(
                                "zone", names.zone(visit.zone()),
                                "visitor", names.visitor(visit)))
                : Messages.of(
                        "fact.visit.registered.escort",
                        Map.of(
                                "zone", names.zone(visit.zone()),
                                "visitor", names.visitor(visit),
                                "escort", names.person(escort)));
    }

    private Sentence revoked(Paperwork.MediaRevoked revoked) {
        var permit = revoked.permit();
        var media = revoked.media();
        if (permit != null) {
            return Messages.of("fact.media.revoked.permit", Map.of("permit", same(permit.value())));
        }
        return Messages.of(
                "fact.media.revoked.media",
                Map.of(
                        "zone",
                        names.zone(revoked.zone()),
                        "media",
                        media == null ? same("?") : names.media(media)));
    }

    private Sentence finding(Finding finding) {
        String key =
                switch (finding) {
                    case Finding.FindingRaised _ -> "fact.finding.raised";
                    case Finding.FindingWithdrawn _ -> "fact.finding.withdrawn";
                };
        var title = FindingWords.title(finding.rule());
        var zone = finding.zone();
        return zone == null
                ? Messages.of(key, Map.of("title", title))
                : Messages.of(key + ".zone", Map.of("title", title, "zone", names.zone(zone)));
    }

    private Sentence deed(Deed deed) {
        return switch (deed) {
            case Deed.AlarmAcknowledged(_, var finding, var by, var note) ->
                    note == null
                            ? Messages.of(
                                    "fact.alarm.acknowledged",
                                    Map.of(
                                            "by", same(by),
                                            "finding", same(Long.toString(finding))))
                            : Messages.of(
                                    "fact.alarm.acknowledged.note",
                                    Map.of(
                                            "by", same(by),
                                            "finding", same(Long.toString(finding)),
                                            "note", same(note)));
            case Deed.DeedDone done -> {
                String key = "fact." + done.type();
                yield Messages.of(
                        Messages.has(key) ? key : "fact.deed.done",
                        Map.of(
                                "by", same(done.by()),
                                "type", same(done.type()),
                                "machine", machine(done)));
            }
        };
    }

    private Sentence machine(Deed.DeedDone done) {
        return done.members().get("machine") instanceof String machine
                ? names.machine(new MachineId(machine))
                : same("?");
    }

    private Sentence door(String key, ZoneId zone, DoorId door) {
        return Messages.of(key, Map.of("zone", names.zone(zone), "door", names.door(door)));
    }

    /// What a sense of a monitor is called.
    static Sentence sense(String sense) {
        String key = "sense." + sense;
        return Messages.has(key) ? Messages.of(key) : same(sense);
    }

    private static Map<String, Sentence> source(SourceId source) {
        return Map.of("source", same(source.value()));
    }

    private static Sentence source(String key, SourceId source) {
        return Messages.of(key, source(source));
    }

    private static Sentence clock(Observation.SourceClock clock) {
        Duration ahead = clock.ahead();
        return Messages.of(
                ahead.isNegative() ? "fact.source.clock.behind" : "fact.source.clock.ahead",
                Map.of(
                        "source", same(clock.source().value()),
                        "seconds", Spans.seconds(ahead.abs())));
    }

    private static Sentence reasoned(
            String key, @Nullable String reason, Map<String, Sentence> values) {
        if (reason == null) {
            return Messages.of(key, values);
        }
        var withReason = new java.util.HashMap<>(values);
        withReason.put("reason", ReasonWords.of(reason));
        return Messages.of(key + ".reason", withReason);
    }
}
