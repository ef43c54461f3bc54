package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.PersonId;
import sekisho.site.VisitId;

import java.util.Map;
import java.util.function.Function;

/// Whom and what a fact is about, as columns to search by.
record About(
        @Nullable DoorId door,
        @Nullable MachineId machine,
        @Nullable PersonId person,
        @Nullable VisitId visit) {

    private static final About NOTHING = new About(null, null, null, null);

    static About of(Fact fact) {
        return switch (fact) {
            case Observation.AccessGranted read ->
                    new About(read.door(), null, read.person(), null);
            case Observation.AccessDenied read -> new About(read.door(), null, read.person(), null);
            case Observation.CardPresented card -> new About(null, null, card.person(), null);
            case Observation.DoorOpened door -> door(door.door());
            case Observation.DoorClosed door -> door(door.door());
            case Observation.DoorForced door -> door(door.door());
            case Observation.DoorHeld door -> door(door.door());
            case Observation.ExitRequested exit -> door(exit.door());
            case Observation.MediaInserted media ->
                    new About(null, media.machine(), media.operator(), null);
            case Observation.MediaRemoved media -> new About(null, media.machine(), null, null);
            case Observation.MediaAdmitted media -> new About(null, media.machine(), null, null);
            case Observation.MediaRefused media -> new About(null, media.machine(), null, null);
            case Paperwork.VisitRegistered visit ->
                    new About(null, null, visit.escort(), visit.visit());
            case Paperwork.VisitLeft visit -> new About(null, null, null, visit.visit());
            case Paperwork.MediaPermitted permit ->
                    new About(null, permit.machine(), permit.person(), null);
            case Paperwork.BaselineAdopted baseline ->
                    new About(null, baseline.machine(), null, null);
            case Paperwork.MediaCarriedIn carried -> new About(null, null, carried.person(), null);
            case Paperwork.MediaCarriedOut carried -> new About(null, null, carried.person(), null);
            case Finding finding -> finding(finding.subject());
            case Observation.MotionDetected _,
                    Observation.SourceAlive _,
                    Observation.SourceLost _,
                    Observation.SourceRestored _,
                    Observation.SourceDeaf _,
                    Observation.SourceHears _,
                    Observation.SourceTampered _,
                    Observation.SourceClock _,
                    Observation.SourceNoise _,
                    Observation.SourceGap _,
                    Paperwork.MediaRevoked _,
                    Paperwork.RegisterChanged _,
                    Paperwork.PlanAdopted _,
                    Deed _ ->
                    NOTHING;
        };
    }

    private static About door(DoorId door) {
        return new About(door, null, null, null);
    }

    private static About finding(Map<String, String> subject) {
        return new About(
                id(subject, "door", DoorId::new),
                id(subject, "machine", MachineId::new),
                id(subject, "person", PersonId::new),
                id(subject, "visit", VisitId::new));
    }

    private static <T> @Nullable T id(
            Map<String, String> subject, String name, Function<String, T> id) {
        String value = subject.get(name);
        return value == null ? null : id.apply(value);
    }
}
