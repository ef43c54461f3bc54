package sekisho.site.json;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Id;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Fact to members. Members that are absent are left out, never written as null.
final class FactWriter {
    private final Map<String, Object> out = new HashMap<>();

    private FactWriter() {}

    static Map<String, Object> members(Sighting sighting) {
        var writer = new FactWriter();
        writer.out.putAll(sighting.unknown());
        writer.put("boot", sighting.boot());
        writer.put("seq", sighting.seq());
        writer.put("source", sighting.source());
        writer.put("recordedAt", sighting.recordedAt());
        writer.out.put("type", type(sighting.fact()));
        writer.put("at", sighting.fact().at());
        writer.put("zone", sighting.fact().zone());
        writer.fact(sighting.fact());
        return writer.out;
    }

    static String type(Fact fact) {
        return switch (fact) {
            case Observation.AccessGranted _ -> "access.granted";
            case Observation.AccessDenied _ -> "access.denied";
            case Observation.DoorOpened _ -> "door.opened";
            case Observation.DoorClosed _ -> "door.closed";
            case Observation.DoorForced _ -> "door.forced";
            case Observation.DoorHeld _ -> "door.held";
            case Observation.ExitRequested _ -> "exit.requested";
            case Observation.MotionDetected _ -> "motion.detected";
            case Observation.MediaInserted _ -> "media.inserted";
            case Observation.MediaRemoved _ -> "media.removed";
            case Observation.MediaAdmitted _ -> "media.admitted";
            case Observation.MediaRefused _ -> "media.refused";
            case Observation.SourceAlive _ -> "source.alive";
            case Observation.SourceLost _ -> "source.lost";
            case Observation.SourceRestored _ -> "source.restored";
            case Observation.SourceDeaf _ -> "source.deaf";
            case Observation.SourceHears _ -> "source.hears";
            case Observation.SourceTampered _ -> "source.tampered";
            case Observation.SourceClock _ -> "source.clock";
            case Observation.SourceNoise _ -> "source.noise";
            case Observation.SourceGap _ -> "source.gap";
            case Observation.CardPresented _ -> "card.presented";
            case Paperwork.VisitRegistered _ -> "visit.registered";
            case Paperwork.VisitLeft _ -> "visit.left";
            case Paperwork.MediaPermitted _ -> "media.permitted";
            case Paperwork.MediaRevoked _ -> "media.revoked";
            case Paperwork.MediaCarriedIn _ -> "media.carriedIn";
            case Paperwork.MediaCarriedOut _ -> "media.carriedOut";
            case Paperwork.BaselineAdopted _ -> "machine.baseline";
            case Paperwork.RegisterChanged register -> register.type();
            case Paperwork.PlanAdopted _ -> "plan.adopted";
            case Finding.FindingRaised _ -> "finding.raised";
            case Finding.FindingWithdrawn _ -> "finding.withdrawn";
            case Deed.AlarmAcknowledged _ -> "alarm.acknowledged";
            case Deed.DeedDone deed -> deed.type();
        };
    }

    private void fact(Fact fact) {
        switch (fact) {
            case Observation.AccessGranted granted -> {
                put("door", granted.door());
                put("reader", granted.reader());
                put("direction", granted.direction());
                put("credential", granted.credential());
                put("person", granted.person());
            }
            case Observation.AccessDenied denied -> {
                put("door", denied.door());
                put("reader", denied.reader());
                put("direction", denied.direction());
                put("credential", denied.credential());
                put("person", denied.person());
                put("reason", denied.reason());
            }
            case Observation.CardPresented presented -> {
                put("reader", presented.reader());
                put("credential", presented.credential());
                put("person", presented.person());
                put("kind", presented.kind());
                put("reason", presented.reason());
            }
            case Observation.DoorOpened(_, _, DoorId door) -> put("door", door);
            case Observation.DoorClosed(_, _, DoorId door) -> put("door", door);
            case Observation.DoorForced(_, _, DoorId door) -> put("door", door);
            case Observation.DoorHeld(_, _, DoorId door) -> put("door", door);
            case Observation.ExitRequested(_, _, DoorId door) -> put("door", door);
            case Observation.MotionDetected motion -> put("count", motion.count());
            case Observation.MediaInserted inserted -> {
                put("machine", inserted.machine());
                put("port", inserted.port());
                put("vid", inserted.vid());
                put("pid", inserted.pid());
                put("serial", inserted.serial());
                out.put("interfaces", inserted.interfaces());
                put("media", inserted.media());
                put("operator", inserted.operator());
                flag("preexisting", inserted.preexisting());
                flag("unattended", inserted.unattended());
                put("connect", inserted.connect());
            }
            case Observation.MediaRemoved removed -> {
                put("machine", removed.machine());
                put("port", removed.port());
                put("vid", removed.vid());
                put("pid", removed.pid());
                put("serial", removed.serial());
                put("media", removed.media());
                flag("unattended", removed.unattended());
            }
            case Observation.MediaAdmitted admitted -> {
                put("machine", admitted.machine());
                put("port", admitted.port());
                put("vid", admitted.vid());
                put("pid", admitted.pid());
                put("serial", admitted.serial());
                out.put("interfaces", admitted.interfaces());
                put("media", admitted.media());
                put("permit", admitted.permit());
                put("reason", admitted.reason());
            }
            case Observation.MediaRefused refused -> {
                put("machine", refused.machine());
                put("port", refused.port());
                put("vid", refused.vid());
                put("pid", refused.pid());
                put("serial", refused.serial());
                out.put("interfaces", refused.interfaces());
                put("media", refused.media());
                put("permit", refused.permit());
                put("reason", refused.reason());
            }
            case Observation.SourceAlive alive -> {
                put("source", alive.source());
                put("intervalSeconds", alive.interval());
            }
            case Observation.SourceLost lost -> {
                put("source", lost.source());
                put("reason", lost.reason());
            }
            case Observation.SourceRestored(_, SourceId source, _) -> put("source", source);
            case Observation.SourceDeaf deaf -> {
                put("source", deaf.source());
                put("sense", deaf.sense());
                put("reason", deaf.reason());
            }
            case Observation.SourceHears hears -> {
                put("source", hears.source());
                put("sense", hears.sense());
            }
            case Observation.SourceTampered tampered -> {
                put("source", tampered.source());
                put("reason", tampered.reason());
            }
            case Observation.SourceClock clock -> {
                put("source", clock.source());
                put("aheadSeconds", clock.ahead());
            }
            case Observation.SourceNoise noise -> {
                put("source", noise.source());
                out.put("count", noise.count());
                put("reason", noise.reason());
                put("sample", noise.sample());
            }
            case Observation.SourceGap gap -> {
                put("source", gap.source());
                out.put("count", gap.count());
                put("from", gap.from());
                put("until", gap.until());
                put("reason", gap.reason());
            }
            case Paperwork paperwork -> paperwork(paperwork);
            case Finding finding -> finding(finding);
            case Deed.AlarmAcknowledged acknowledged -> {
                out.put("finding", acknowledged.finding());
                put("by", acknowledged.by());
                put("note", acknowledged.note());
            }
            case Deed.DeedDone deed -> {
                out.putAll(deed.members());
                put("by", deed.by());
            }
        }
    }

    private void paperwork(Paperwork paperwork) {
        switch (paperwork) {
            case Paperwork.VisitRegistered visit -> {
                put("visit", visit.visit());
                put("kind", visit.kind());
                put("escort", visit.escort());
                put("plannedExit", visit.plannedExit());
                put("badge", visit.badge());
                put("name", visit.name());
                put("company", visit.company());
                put("purpose", visit.purpose());
                if (!visit.carriedItems().isEmpty()) {
                    out.put("carriedItems", visit.carriedItems());
                }
            }
            case Paperwork.VisitLeft left -> put("visit", left.visit());
            case Paperwork.MediaPermitted permit -> {
                put("permit", permit.permit());
                put("media", permit.media());
                put("machine", permit.machine());
                put("person", permit.person());
                put("from", permit.from());
                put("until", permit.until());
                put("direction", permit.direction());
                put("interfaces", permit.interfaces());
            }
            case Paperwork.MediaRevoked revoked -> {
                put("permit", revoked.permit());
                put("media", revoked.media());
            }
            case Paperwork.MediaCarriedIn carried -> {
                put("media", carried.media());
                put("person", carried.person());
            }
            case Paperwork.MediaCarriedOut carried -> {
                put("media", carried.media());
                put("person", carried.person());
            }
            case Paperwork.BaselineAdopted baseline -> {
                put("machine", baseline.machine());
                out.put("devices", PatternCodec.write(baseline.devices()));
                put("by", baseline.by());
            }
            case Paperwork.RegisterChanged register -> out.putAll(register.members());
            case Paperwork.PlanAdopted plan -> PlanCodec.write(plan, out);
        }
    }

    private void finding(Finding finding) {
        put("rule", finding.rule());
        out.put("subject", finding.subject());
        out.put("because", finding.because());
        if (finding instanceof Finding.FindingRaised raised && raised.late()) {
            out.put("late", true);
        }
    }

    private void flag(String name, boolean set) {
        if (set) {
            out.put(name, true);
        }
    }

    private void put(String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Id id -> out.put(name, id.value());
            case Direction direction -> out.put(name, direction == Direction.IN ? "in" : "out");
            case Instant at -> out.put(name, Times.write(at));
            case Duration span -> out.put(name, seconds(span));
            case Integer number -> out.put(name, number.longValue());
            default -> out.put(name, value);
        }
    }

    static Object seconds(Duration span) {
        long millis = span.toMillis();
        return millis % 1000 == 0 ? (Object) (millis / 1000) : (Object) (millis / 1000.0);
    }
}
