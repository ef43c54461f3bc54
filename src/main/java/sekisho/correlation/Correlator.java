package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Observation.AccessDenied;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.CardPresented;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorForced;
import sekisho.site.Observation.DoorHeld;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.ExitRequested;
import sekisho.site.Observation.MediaAdmitted;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRefused;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.MotionDetected;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Observation.SourceClock;
import sekisho.site.Observation.SourceDeaf;
import sekisho.site.Observation.SourceGap;
import sekisho.site.Observation.SourceHears;
import sekisho.site.Observation.SourceLost;
import sekisho.site.Observation.SourceNoise;
import sekisho.site.Observation.SourceRestored;
import sekisho.site.Observation.SourceTampered;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaCarriedIn;
import sekisho.site.Paperwork.MediaCarriedOut;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.MediaRevoked;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Entries in, findings out: the judgement, as a pure function of the journal.
///
/// Entries come in order of sequence; their event times may be in any order. Whatever it is, the
/// findings that stand in the end are those of the journal sorted by event time. One thread at a
/// time may use it.
///
/// Its switch is the table of what each fact means to each rule. It has no `default`: a new kind of
/// fact does not compile until this is decided.
public final class Correlator {
    /// How many facts it is worth while to [#foresee] at once.
    public static final int FORESEEN = 32;

    private final Turn turn = new Turn();
    private final Deadlines deadlines = new Deadlines(turn);
    private final Evidence evidence = new Evidence();
    private final Foresight foresight = new Foresight(evidence);
    private final Plans plans;
    private final Rules rules;
    private final Presence presence;
    private final Desk desk;
    private final Media media;
    private LongConsumer unjudged = sequence -> {};
    private long unjudgedCount;
    private long sweptAt = Long.MIN_VALUE;
    private long horizon;

    private Correlator(Site site, Policy policy) {
        plans = new Plans(site, policy);
        rules = new Rules(plans, evidence, turn, deadlines);
        presence = new Presence(plans, turn, rules);
        desk = new Desk(turn, rules);
        media = new Media(evidence, turn, rules);
    }

    /// A correlator that knows nothing yet but a site and its policy.
    public static Correlator of(Site site, Policy policy) {
        return new Correlator(site, policy);
    }

    /// Goes on where another correlator was saved.
    ///
    /// @param in what [#save] of the same version of this program wrote
    public static Correlator load(StateReader in) {
        var correlator = new Correlator(Site.undeclared(), Policy.DEFAULT);
        correlator.turn.load(in);
        correlator.plans.load(in);
        correlator.unjudgedCount = in.number();
        correlator.sweptAt = in.number();
        correlator.horizon = in.number();
        var loading = new Loading(in, correlator.evidence);
        correlator.evidence.load(loading);
        correlator.rules.load(loading);
        return correlator;
    }

    /// Writes down everything it knows: who loads that finds the same from here on, in the same
    /// order. Whoever was told something about an entry or a finding before is not told again.
    public void save(StateWriter out) {
        turn.save(out);
        plans.save(out);
        out.number(unjudgedCount);
        out.number(sweptAt);
        out.number(horizon);
        var saving = new Saving(out, evidence);
        evidence.save(saving);
        rules.save(saving);
    }

    /// Takes one entry: decides everything that was due before it was recorded, then judges it.
    ///
    /// @param sequence greater than that of any entry before
    /// @param recordedAt when it arrived; if earlier than that of an entry before, the clock stays
    /// @param out told of each finding and withdrawal, in order of decision
    public void accept(
            long sequence, Instant recordedAt, Fact fact, Consumer<? super Finding> out) {
        if (!foresight.isEmpty()) {
            foresight.look();
        }
        turn.tell(out);
        advance(recordedAt.toEpochMilli());
        forget();
        long at = fact.at().toEpochMilli();
        if (at < turn.judgedFrom() && !(fact instanceof SourceAlive)) {
            unjudgedCount++;
            unjudged.accept(sequence);
            return;
        }
        turn.begin(sequence, at);
        judge(at, sequence, fact);
    }

    /// Hears that a fact will come soon, which changes nothing. With many zones most of the time
    /// goes by in waiting for memory. Who foresees [#FORESEEN] facts in a row, before the first of
    /// them is accepted, lets these waits run side by side.
    public void foresee(Fact fact) {
        foresight.add(fact);
    }

    /// Lets time pass: no entry that was recorded before `now` will come any more, so whatever is
    /// due before it is decided. It only makes known sooner what the next entry would bring out.
    public void elapse(Instant now, Consumer<? super Finding> out) {
        turn.tell(out);
        advance(now.toEpochMilli());
    }

    /// When [#elapse] will next have something to decide; null while nothing is due. It is a
    /// millisecond after the deadline: entries of the same moment come first.
    public @Nullable Instant dueAt() {
        long next = deadlines.next();
        return next == Long.MAX_VALUE ? null : Instant.ofEpochMilli(next + 1);
    }

    /// Names a listener for entries that are too old to be judged; it is told their sequences.
    public void onUnjudged(LongConsumer listener) {
        unjudged = listener;
    }

    /// How many entries were too old to be judged.
    public long unjudged() {
        return unjudgedCount;
    }

    private void advance(long now) {
        deadlines.decideBefore(now);
        turn.advance(now);
    }

    /// Forgets now and then what is too old to matter. When that happens follows from the entries
    /// alone, as what is remembered shows in the evidence that a finding names.
    private void forget() {
        horizon = plans.at(turn.clock(), Long.MAX_VALUE).rejudged;
        turn.judgeFrom(turn.clock() - horizon);
        if (turn.clock() - sweptAt > horizon / 4 + MARGIN || sweptAt == Long.MIN_VALUE) {
            sweptAt = turn.clock();
            long reach = Math.max(MARGIN, 2 * plans.reach(plan -> plan.longest));
            plans.forget(sweptAt - horizon - reach);
            evidence.forget(sweptAt - horizon - reach);
        }
    }

    /// How much further back than the horizon facts are remembered at least: a fact touches cases
    /// one window before it, and each of these looks one window back. Policies with longer windows
    /// remember longer.
    private static final long MARGIN = 3_600_000;

    private void judge(long at, long sequence, Fact fact) {
        switch (fact) {
            case AccessGranted granted -> granted(at, sequence, granted);
            case DoorOpened opened -> opened(at, sequence, opened);
            case DoorClosed closed -> {
                Door door = evidence.door(closed.door());
                int i = mark(door, closed.zone(), Door.CLOSED, at, sequence);
                if (turn.isInOrder()) {
                    rules.doorHeld.shut(door, i);
                } else {
                    rules.doorHeld.closed(door, i);
                }
            }
            case MotionDetected motion -> {
                Zone zone = evidence.zone(motion.zone());
                rules.unloggedByMotion.moved(zone, zone.motions.add(at, sequence, 0));
            }
            case ExitRequested exit -> {
                Door door = evidence.door(exit.door());
                int i = mark(door, exit.zone(), Door.EXIT, at, sequence);
                if (!turn.isInOrder()) {
                    rules.unloggedAtDoor.touched(door, at, at);
                    rules.doorForced.released(door, i);
                }
            }
            case AccessDenied denied -> {
                Door door = evidence.door(denied.door());
                int i = mark(door, denied.zone(), Door.DENIED, at, sequence);
                rules.repeatedDenial.denied(door, i);
                if (!turn.isInOrder()) {
                    rules.repeatedDenial.touched(door, i);
                }
            }
            case DoorForced forced -> told(at, sequence, forced.door(), forced.zone());
            case DoorHeld held -> told(at, sequence, held.door(), held.zone());
            case MediaInserted inserted -> media.inserted(at, sequence, inserted);
            case MediaRemoved removed -> media.removed(at, sequence, removed);
            case MediaPermitted permitted -> media.permitted(at, sequence, permitted);
            case MediaRevoked revoked -> media.revoked(at, sequence, revoked);
            case MediaCarriedIn in ->
                    media.carried(at, sequence, in.zone(), in.media(), in.person(), true);
            case MediaCarriedOut out ->
                    media.carried(at, sequence, out.zone(), out.media(), out.person(), false);
            case VisitRegistered sheet -> {
                Zone zone = evidence.zone(sheet.zone());
                Person escort = sheet.escort() == null ? null : evidence.person(sheet.escort());
                var stay = new Stay(sheet, zone, escort, sequence);
                desk.registered(evidence.visit(sheet.visit()), stay);
            }
            case VisitLeft left -> desk.left(evidence.visit(left.visit()), at, sequence);
            case SourceAlive alive -> {
                Zone zone = zone(alive.zone());
                rules.sourceSilent.alive(evidence.source(alive.source()), zone, alive.interval());
            }
            case BaselineAdopted baseline -> media.adopted(at, sequence, baseline);
            case PlanAdopted plan -> {
                plans.adopt(at, sequence, new Plan(plan.site(), plan.policy()));
                rules.doorHeld.planAdopted();
            }
            case SourceDeaf deaf -> rules.monitorDeaf.told(evidence, deaf);
            case SourceTampered told ->
                    rules.sourceTrouble.tampered(
                            evidence.source(told.source()), zone(told.zone()), at);
            case SourceGap gap ->
                    rules.sourceTrouble.lostFacts(
                            evidence.source(gap.source()), zone(gap.zone()), at);
            case SourceClock clock ->
                    rules.sourceTrouble.clock(
                            evidence.source(clock.source()), zone(clock.zone()), at, clock.ahead());
            case CardPresented _,
                    SourceLost _,
                    SourceRestored _,
                    MediaAdmitted _,
                    MediaRefused _,
                    SourceHears _,
                    SourceNoise _,
                    RegisterChanged _,
                    Finding _,
                    Deed.AlarmAcknowledged _ -> {}
            case Deed.DeedDone deed -> done(deed);
        }
    }

    private @Nullable Zone zone(@Nullable ZoneId id) {
        return id == null ? null : evidence.zone(id);
    }

    private void granted(long at, long sequence, AccessGranted granted) {
        Door door = evidence.door(granted.door());
        int i = mark(door, granted.zone(), Door.GRANTED, at, sequence);
        if (!turn.isInOrder()) {
            rules.unloggedAtDoor.touched(door, at, at);
            rules.doorForced.released(door, i);
            rules.repeatedDenial.touched(door, i);
        }
        Zone zone = door.zone(i);
        Person person = evidence.holder(granted.person(), granted.credential());
        boolean out = granted.direction() == sekisho.site.Direction.OUT;
        if (person != null) {
            int k = presence.read(person, out ? Reads.OUT : Reads.IN, zone, at, sequence);
            if (out) {
                rules.mediaNotCarriedOut.read(person, k, false);
            }
        }
        if (!out) {
            rules.unusualHours.entered(person, zone, door, at, sequence);
        }
    }

    private void opened(long at, long sequence, DoorOpened opened) {
        Door door = evidence.door(opened.door());
        int i = mark(door, opened.zone(), Door.OPENED, at, sequence);
        rules.unloggedAtDoor.opened(door, i);
        rules.doorForced.opened(door, i);
        rules.doorHeld.opened(door, i);
    }

    private void done(Deed.DeedDone deed) {
        switch (deed.type()) {
            case Deed.STATION_STARTED -> rules.sourceSilent.stationStarted(evidence.sources());
            case Deed.STATION_STOPPED -> rules.sourceSilent.stationStopped();
            default -> {
                // What people do about alarms and records is no evidence.
            }
        }
    }

    /// What a controller itself concludes is in the journal and is no evidence to us.
    private void told(long at, long sequence, DoorId door, ZoneId zone) {
        mark(evidence.door(door), zone, Door.TOLD, at, sequence);
    }

    private int mark(Door door, ZoneId zoneId, int kind, long at, long sequence) {
        Zone zone = door.zone;
        if (zone == null || !zone.name().equals(zoneId.value())) {
            zone = evidence.zone(zoneId);
            door.zone = zone;
            if (!zone.doors.contains(door)) {
                zone.doors.add(door);
            }
        }
        if (plans.askAboutDoors()) {
            rules.undeclaredDoor.named(door, zone, at, sequence);
        }
        int i = door.log.add(at, sequence, kind);
        door.log.setNumber(i, zone.number());
        return i;
    }
}
