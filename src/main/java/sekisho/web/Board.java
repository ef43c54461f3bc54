package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.alarm.Alarm;
import sekisho.journal.Entry;
import sekisho.journal.disclosure.Erasures;
import sekisho.site.Cardholders;
import sekisho.site.Deed;
import sekisho.site.Finding;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.Policy;
import sekisho.site.ReaderId;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.web.Item.DoorState;
import sekisho.web.Item.MachineItem;
import sekisho.web.Item.SourceState;
import sekisho.words.Names;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What the live board shows: a function of the journal as it is stored, and of who is called what.
/// Names are put in when it is sent: none stays here when it was erased.
///
/// Each item carries the sequence of the entry that changed it last, so the board can say what
/// changed since any entry, and what a browser has seen once it need not be sent again, not even by
/// a station that was started anew.
///
/// One thread feeds it; any thread may look. What leaves it is immutable.
final class Board {
    /// The rules whose findings say that a medium is not permitted; the insertion is the trigger.
    private static final Set<String> ABOUT_PERMITS =
            Set.of("unauthorised-media", "media-outlasts-permit");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Cardholders cardholders;

    private final Zones zones = new Zones();
    private final Doors doors = new Doors();
    private final Machines machines = new Machines();
    private final Sources sources = new Sources();
    private final Changes<ReaderId, Item.DeskItem> desks = new Changes<>();
    private final Alarms alarms = new Alarms();
    private final News news = new News();

    private Site site;
    private Policy policy = Policy.DEFAULT;
    private Names names;
    private long sequence;

    /// The entry before which nothing can be told as changes: a plan may take things away.
    private long wholeBefore;

    /// @param site the plan in force until the journal tells of one
    Board(Site site, Cardholders cardholders) {
        this.cardholders = cardholders;
        this.site = site;
        this.names = new Names(site, cardholders);
        adopt(site, Policy.DEFAULT, 0);
    }

    /// Takes entries that follow each other and those that came before.
    void accept(List<Entry> entries) {
        lock.lock();
        try {
            for (Entry entry : entries) {
                accept(entry);
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The newest entry it knows; 0 while there is none.
    long sequence() {
        lock.lock();
        try {
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    /// The plan in force.
    Site site() {
        lock.lock();
        try {
            return site;
        } finally {
            lock.unlock();
        }
    }

    /// The policy in force.
    Policy policy() {
        lock.lock();
        try {
            return policy;
        } finally {
            lock.unlock();
        }
    }

    /// What is plugged into a machine; null when nobody knows the machine.
    @Nullable MachineItem machine(MachineId id) {
        lock.lock();
        try {
            return machines.get(id);
        } finally {
            lock.unlock();
        }
    }

    /// What the plan in force calls things.
    Names names() {
        lock.lock();
        try {
            return names;
        } finally {
            lock.unlock();
        }
    }

    /// The alarm of a finding; null when there is none, or when it left the board long ago.
    @Nullable Alarm alarm(long finding) {
        lock.lock();
        try {
            return alarms.get(finding);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is an entry beyond a sequence.
    ///
    /// @return whether there is one; false when the time is up
    boolean awaitBeyond(long known, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (sequence <= known && left > 0) {
                left = grown.awaitNanos(left);
            }
            return sequence > known;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it knows an entry; false when the time is up.
    boolean await(long wanted, Duration atMost) throws InterruptedException {
        return awaitBeyond(wanted - 1, atMost);
    }

    /// All of it.
    Patch whole() {
        return since(-1, true);
    }

    /// What changed since an entry; all of it when that can't be told as changes, or when the entry
    /// is not of this journal.
    Patch since(long known) {
        lock.lock();
        try {
            boolean tellable =
                    known >= wholeBefore && known <= sequence && known >= alarms.forgotten();
            return since(tellable ? known : -1, !tellable);
        } finally {
            lock.unlock();
        }
    }

    private Patch since(long known, boolean whole) {
        lock.lock();
        try {
            return new Patch(
                    sequence,
                    whole,
                    zones.since(known),
                    doors.since(known),
                    machines.since(known),
                    sources.since(known),
                    desks.since(known, (desk, _) -> desk),
                    whole ? alarms.open() : alarms.since(known),
                    news.since(known),
                    names,
                    policy);
        } finally {
            lock.unlock();
        }
    }

    private void accept(Entry entry) {
        if (entry.sequence() <= sequence) {
            throw new IllegalArgumentException(
                    "entry " + entry.sequence() + " after entry " + sequence);
        }
        sequence = entry.sequence();
        switch (entry.fact()) {
            case Observation.AccessGranted read -> zones.read(read, sequence);
            case Observation.DoorOpened(var at, var zone, var door) ->
                    doors.is(DoorState.OPEN, at, zone, door, sequence);
            case Observation.DoorClosed(var at, var zone, var door) ->
                    doors.is(DoorState.CLOSED, at, zone, door, sequence);
            case Observation.MediaInserted inserted ->
                    machines.inserted(inserted, entry.sighting().source(), sequence);
            case Observation.MediaRemoved removed -> machines.removed(removed, sequence);
            case Observation.SourceAlive(var at, var source, var zone, _) ->
                    machines.heard(
                            sources.is(SourceState.ONLINE, at, source, zone, null, sequence),
                            sequence);
            case Observation.SourceRestored(var at, var source, var zone) ->
                    machines.heard(
                            sources.is(SourceState.ONLINE, at, source, zone, null, sequence),
                            sequence);
            case Observation.SourceLost(var at, var source, var zone, var reason) ->
                    machines.heard(
                            sources.is(SourceState.OFFLINE, at, source, zone, reason, sequence),
                            sequence);
            case Observation.SourceDeaf deaf ->
                    machines.heard(sources.deaf(deaf, sequence), sequence);
            case Observation.SourceHears hears ->
                    machines.heard(sources.hears(hears, sequence), sequence);
            case Paperwork.VisitRegistered visit -> zones.registered(visit, entry);
            case Paperwork.VisitLeft left -> zones.left(left, sequence);
            case Paperwork.BaselineAdopted baseline -> machines.own(baseline, sequence);
            case Paperwork.PlanAdopted plan -> adopt(plan.site(), plan.policy(), sequence);
            case Finding finding -> found(finding);
            case Observation.CardPresented card ->
                    desks.put(
                            card.reader(),
                            new Item.DeskItem(sequence, card.reader(), card.at()),
                            sequence);
            case Observation.AccessDenied _,
                    Observation.DoorForced _,
                    Observation.DoorHeld _,
                    Observation.ExitRequested _,
                    Observation.MotionDetected _,
                    Observation.MediaAdmitted _,
                    Observation.MediaRefused _,
                    Observation.SourceTampered _,
                    Observation.SourceClock _,
                    Observation.SourceNoise _,
                    Observation.SourceGap _,
                    Paperwork.MediaPermitted _,
                    Paperwork.MediaRevoked _,
                    Paperwork.MediaCarriedIn _,
                    Paperwork.MediaCarriedOut _,
                    Paperwork.RegisterChanged _,
                    Deed.AlarmAcknowledged _ -> {}
            case Deed.DeedDone deed -> done(deed);
        }
        alarms.accept(entry);
        news.accept(entry);
    }

    /// After an erasure browsers get everything anew, without who was erased.
    private void done(Deed.DeedDone deed) {
        if (deed.type().equals(Erasures.DONE)) {
            names = new Names(site, cardholders);
            wholeBefore = sequence;
        }
    }

    private void found(Finding finding) {
        boolean raised =
                switch (finding) {
                    case Finding.FindingRaised _ -> true;
                    case Finding.FindingWithdrawn _ -> false;
                };
        if (ABOUT_PERMITS.contains(finding.rule()) && !finding.because().isEmpty()) {
            machines.judged(finding.because().getFirst(), !raised, sequence);
        }
        String source = finding.subject().get("source");
        if (finding.rule().equals("source-silent") && source != null) {
            machines.heard(
                    sources.is(
                            raised ? SourceState.OFFLINE : SourceState.ONLINE,
                            finding.at(),
                            new SourceId(source),
                            finding.zone(),
                            null,
                            sequence),
                    sequence);
        }
    }

    private void adopt(Site adopted, Policy adoptedPolicy, long at) {
        site = adopted;
        policy = adoptedPolicy;
        names = new Names(adopted, cardholders);
        zones.adopt(adopted, at);
        doors.adopt(adopted, at);
        machines.adopt(adopted, at);
        wholeBefore = at;
    }
}
