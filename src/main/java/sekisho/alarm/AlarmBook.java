package sekisho.alarm;

import org.jspecify.annotations.Nullable;

import sekisho.alarm.AlarmState.Move;
import sekisho.site.Deed;
import sekisho.site.Deed.AlarmAcknowledged;
import sekisho.site.DevicePattern;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.Observation.SourceClock;
import sekisho.site.Observation.SourceHears;
import sekisho.site.Paperwork;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.VisitLeft;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// Findings and deeds in, alarms out; a pure function of the journal.
///
/// Alarms are latched: a forced door that closes again has still been forced. Where what is wrong
/// can end (a door closes, a medium is pulled, a visitor leaves, a source answers), the alarm is
/// latched then, and put away at once if somebody had taken it on. Where it was over in a moment,
/// it stays on the list for a day after somebody took it on. A finding that is withdrawn never was.
public final class AlarmBook {
    /// How long an alarm stays in sight that was over in a moment and was taken on.
    private static final Duration IN_SIGHT = Duration.ofDays(1);

    /// A clock that is no further off than this is right again.
    private static final Duration CLOCK_OFF = Duration.ofSeconds(5);

    private static final Set<String> ENDING =
            Set.of(
                    "unlogged-entry",
                    "door-forced",
                    "door-held",
                    "unauthorised-media",
                    "media-outlasts-permit",
                    "changed-device",
                    "media-in-empty-zone",
                    "overstay",
                    "unescorted-visitor",
                    "source-silent",
                    "monitor-deaf",
                    "source-clock");

    private final Map<Long, Alarm> open = new LinkedHashMap<>();
    private final Map<String, Set<Long>> bySubject = new HashMap<>();
    private Instant inSightUntil = Instant.MAX;

    private final Consumer<Alarm> changed;

    /// A book that is only asked.
    public AlarmBook() {
        this(alarm -> {});
    }

    /// @param changed told of each alarm that has changed, as it is now; one that is not open any
    ///   more is told of once, when it is put away
    public AlarmBook(Consumer<Alarm> changed) {
        this.changed = changed;
    }

    /// Takes one entry of the journal, in the journal's order.
    public void accept(long sequence, Instant recordedAt, Fact fact) {
        if (recordedAt.isAfter(inSightUntil)) {
            putAway(recordedAt);
        }
        switch (fact) {
            case FindingRaised raised -> put(occurred(sequence, recordedAt, raised));
            case FindingWithdrawn withdrawn -> withdraw(withdrawn);
            case AlarmAcknowledged deed -> acknowledge(deed, recordedAt);
            case DoorClosed closed -> over("door", closed.door().value());
            case VisitLeft left -> over("visit", left.visit().value());
            case SourceHears hears -> {
                for (Alarm alarm : about("monitor", hears.source().value())) {
                    if (hears.sense().equals(alarm.subject().get("sense"))) {
                        put(latched(alarm));
                    }
                }
            }
            case SourceAlive alive -> over("source-silent", "source", alive.source().value());
            case SourceClock clock -> {
                if (clock.ahead().abs().compareTo(CLOCK_OFF) <= 0) {
                    over("source-clock", "source", clock.source().value());
                }
            }
            case BaselineAdopted baseline -> {
                for (Alarm alarm : about("machine", baseline.machine().value())) {
                    if (baseline.devices().stream().anyMatch(device -> isOf(alarm, device))) {
                        put(latched(alarm));
                    }
                }
            }
            case MediaRemoved removed -> {
                for (Alarm alarm : about("media", removed.media().value())) {
                    if (removed.machine().value().equals(alarm.subject().get("machine"))) {
                        put(latched(alarm));
                    }
                }
            }
            case Observation _, Paperwork _, Deed _ -> {}
        }
    }

    /// The alarms that are open, the oldest first.
    public List<Alarm> open() {
        return List.copyOf(open.values());
    }

    /// The open alarm of a finding; null if there is none.
    public @Nullable Alarm find(long finding) {
        return open.get(finding);
    }

    private static Alarm occurred(long sequence, Instant recordedAt, FindingRaised raised) {
        return new Alarm(
                        sequence,
                        raised.rule(),
                        raised.zone(),
                        raised.subject(),
                        raised.because(),
                        raised.at(),
                        recordedAt,
                        raised.late(),
                        AlarmState.NORMAL,
                        null,
                        null)
                .moved(Move.OCCUR);
    }

    private void withdraw(FindingWithdrawn withdrawn) {
        for (var subject : withdrawn.subject().entrySet()) {
            for (Alarm alarm : about(subject.getKey(), subject.getValue())) {
                if (isOf(alarm, withdrawn)) {
                    put(alarm.moved(Move.RETURN));
                    return;
                }
            }
        }
    }

    /// A rule, a zone, a subject, a moment and a trigger name a finding.
    private static boolean isOf(Alarm alarm, Finding finding) {
        return alarm.rule().equals(finding.rule())
                && Objects.equals(alarm.zone(), finding.zone())
                && alarm.subject().equals(finding.subject())
                && alarm.at().equals(finding.at())
                && alarm.because().getFirst().equals(finding.because().getFirst());
    }

    /// Whether it is about a device that a pattern names whole.
    private static boolean isOf(Alarm alarm, DevicePattern device) {
        String vid = device.vid();
        String pid = device.pid();
        String serial = device.serial();
        return vid != null
                && pid != null
                && serial != null
                && MediaId.of(vid, pid, serial).value().equals(alarm.subject().get("media"));
    }

    private void acknowledge(AlarmAcknowledged deed, Instant now) {
        Alarm alarm = open.get(deed.finding());
        if (alarm != null) {
            put(alarm.acknowledged(deed.by(), now));
            Instant until = now.plus(IN_SIGHT);
            inSightUntil = until.isBefore(inSightUntil) ? until : inSightUntil;
        }
    }

    /// What one rule found of it is over.
    private void over(String rule, String key, String id) {
        for (Alarm alarm : about(key, id)) {
            if (alarm.rule().equals(rule)) {
                put(latched(alarm));
            }
        }
    }

    private void over(String key, String id) {
        for (Alarm alarm : about(key, id)) {
            put(latched(alarm));
        }
    }

    /// What can end is latched when it has, and put away if somebody had taken it on.
    private static Alarm latched(Alarm alarm) {
        return ENDING.contains(alarm.rule()) ? alarm.moved(Move.LATCH).moved(Move.RESET) : alarm;
    }

    private void putAway(Instant now) {
        inSightUntil = Instant.MAX;
        for (Alarm alarm : open()) {
            Instant taken = alarm.acknowledgedAt();
            if (taken == null || ENDING.contains(alarm.rule())) {
                continue;
            }
            Instant until = taken.plus(IN_SIGHT);
            if (now.isAfter(until)) {
                put(alarm.moved(Move.RETURN));
            } else if (until.isBefore(inSightUntil)) {
                inSightUntil = until;
            }
        }
    }

    private List<Alarm> about(String key, String id) {
        var some = new ArrayList<Alarm>();
        for (long finding : bySubject.getOrDefault(key + '=' + id, Set.of())) {
            Alarm alarm = open.get(finding);
            if (alarm != null) {
                some.add(alarm);
            }
        }
        return some;
    }

    private void put(Alarm alarm) {
        if (alarm.equals(open.get(alarm.finding()))) {
            return;
        }
        changed.accept(alarm);
        if (alarm.isOpen()) {
            open.put(alarm.finding(), alarm);
            alarm.subject().forEach((key, id) -> findings(key, id).add(alarm.finding()));
        } else {
            open.remove(alarm.finding());
            alarm.subject().forEach((key, id) -> drop(key, id, alarm.finding()));
        }
    }

    private Set<Long> findings(String key, String id) {
        return bySubject.computeIfAbsent(key + '=' + id, one -> new LinkedHashSet<>());
    }

    private void drop(String key, String id, long finding) {
        Set<Long> findings = findings(key, id);
        findings.remove(finding);
        if (findings.isEmpty()) {
            bySubject.remove(key + '=' + id);
        }
    }
}
