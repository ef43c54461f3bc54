package sekisho.bench;

import org.jspecify.annotations.Nullable;

import sekisho.site.Direction;
import sekisho.site.Fact;
import sekisho.site.Observation;
import sekisho.site.Paperwork;

/// Facts as Esper reads them best: flat, by getters, with times in milliseconds.
public sealed interface Seen {
    /// When it happened; `at`, `in` and `end` are words of Esper's own.
    long getMoment();

    record Granted(long moment, String zone, String door, String person, boolean entering)
            implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getZone() {
            return zone;
        }

        public String getDoor() {
            return door;
        }

        public String getPerson() {
            return person;
        }

        public boolean isEntering() {
            return entering;
        }
    }

    record ExitRequested(long moment, String door) implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getDoor() {
            return door;
        }
    }

    record Opened(long moment, String zone, String door) implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getZone() {
            return zone;
        }

        public String getDoor() {
            return door;
        }
    }

    record Closed(long moment, String door) implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getDoor() {
            return door;
        }
    }

    record Motion(long moment, String zone) implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getZone() {
            return zone;
        }
    }

    record Registered(long moment, String visit, String zone, long plannedExit) implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getVisit() {
            return visit;
        }

        public String getZone() {
            return zone;
        }

        public long getPlannedExit() {
            return plannedExit;
        }
    }

    record VisitLeft(long moment, String visit) implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getVisit() {
            return visit;
        }
    }

    record Permitted(long moment, String media, String zone, long begins, long ends)
            implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getMedia() {
            return media;
        }

        public String getZone() {
            return zone;
        }

        public long getBegins() {
            return begins;
        }

        public long getEnds() {
            return ends;
        }
    }

    record Inserted(long moment, String media, String zone, @Nullable String serial, String device)
            implements Seen {
        public long getMoment() {
            return moment;
        }

        public String getMedia() {
            return media;
        }

        public String getZone() {
            return zone;
        }

        public @Nullable String getSerial() {
            return serial;
        }

        public String getDevice() {
            return device;
        }
    }

    /// A fact that none of the six rules reads: only time passes.
    record Other(long moment) implements Seen {
        public long getMoment() {
            return moment;
        }
    }

    /// The fact as Esper reads it; for the facts of [Traffic].
    static Seen of(Fact fact) {
        long at = fact.at().toEpochMilli();
        return switch (fact) {
            case Observation.AccessGranted granted when granted.person() != null ->
                    new Granted(
                            at,
                            granted.zone().value(),
                            granted.door().value(),
                            granted.person().value(),
                            granted.direction() == Direction.IN);
            case Observation.ExitRequested exit -> new ExitRequested(at, exit.door().value());
            case Observation.DoorOpened opened ->
                    new Opened(at, opened.zone().value(), opened.door().value());
            case Observation.DoorClosed closed -> new Closed(at, closed.door().value());
            case Observation.MotionDetected motion -> new Motion(at, motion.zone().value());
            case Paperwork.VisitRegistered visit when visit.plannedExit() != null ->
                    new Registered(
                            at,
                            visit.visit().value(),
                            visit.zone().value(),
                            visit.plannedExit().toEpochMilli());
            case Paperwork.VisitLeft left -> new VisitLeft(at, left.visit().value());
            case Paperwork.MediaPermitted permit ->
                    new Permitted(
                            at,
                            permit.media().value(),
                            permit.zone().value(),
                            permit.from().toEpochMilli(),
                            permit.until().toEpochMilli());
            case Observation.MediaInserted inserted ->
                    new Inserted(
                            at,
                            inserted.media().value(),
                            inserted.zone().value(),
                            inserted.serial(),
                            inserted.vid() + ":" + inserted.pid());
            default -> new Other(at);
        };
    }
}
