package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.ledger.BlindSpan;
import sekisho.ledger.Ledger;
import sekisho.ledger.VisitRow;
import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Id;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.Site;
import sekisho.site.VisitorDetails;
import sekisho.words.FactWords;
import sekisho.words.Language;
import sekisho.words.Messages;
import sekisho.words.Names;
import sekisho.words.Sentence;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An entry as a row of the records, under the headings that ledgers of entry control have.
final class Columns {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    /// The columns, in their order, with the key of the heading.
    private enum Column {
        SEQUENCE("csv.sequence"),
        AT("csv.at"),
        RECORDED_AT("csv.recordedAt"),
        ZONE("csv.zone"),
        DOOR("csv.door"),
        TYPE("csv.type"),
        TEXT("csv.text"),
        DIRECTION("csv.direction"),
        NAME("csv.name"),
        COMPANY("csv.company"),
        KIND("csv.kind"),
        PURPOSE("csv.purpose"),
        ESCORT("csv.escort"),
        PLANNED_EXIT("csv.plannedExit"),
        BADGE("csv.badge"),
        CARRIED_ITEMS("csv.carriedItems"),
        MACHINE("csv.machine"),
        MEDIA("csv.media"),
        SERIAL("csv.serial"),
        VISIT("csv.visit"),
        BECAUSE("csv.because"),
        SOURCE("csv.source"),
        BLIND_FROM("csv.blindFrom"),
        BLIND_UNTIL("csv.blindUntil"),
        BLIND_FOR("csv.blindFor");

        private final String key;

        Column(String key) {
            this.key = key;
        }
    }

    private final java.time.ZoneId clock;
    private final Names names;
    private final FactWords words;
    private final Ledger ledger;
    private final Opening opening;
    private final Language language;

    Columns(Site site, Names names, Ledger ledger, Opening opening, Language language) {
        this.clock = site.clock();
        this.names = names;
        this.words = new FactWords(names);
        this.ledger = ledger;
        this.opening = opening;
        this.language = language;
    }

    static List<String> headings(Language language) {
        return Stream.of(Column.values())
                .map(column -> Messages.of(column.key).in(language))
                .toList();
    }

    List<String> of(Entry entry) {
        Fact fact = entry.fact();
        Map<Column, String> row = new EnumMap<>(Column.class);
        row.put(Column.SEQUENCE, Long.toString(entry.sequence()));
        row.put(Column.AT, time(fact.at()));
        row.put(Column.RECORDED_AT, time(entry.recordedAt()));
        if (fact.zone() != null) {
            row.put(Column.ZONE, names.zone(fact.zone()).in(language));
        }
        row.put(Column.TYPE, FactWords.kind(fact).in(language));
        row.put(Column.TEXT, words.sentence(fact).in(language));
        put(row, Column.SOURCE, entry.sighting().source());
        fill(row, fact);
        lack(row, entry);
        if (fact instanceof Observation.SourceLost
                || fact instanceof Observation.SourceRestored
                || fact instanceof Observation.SourceAlive) {
            blind(row, ledger.blind(entry.sequence()));
        }
        return Stream.of(Column.values()).map(column -> row.getOrDefault(column, "")).toList();
    }

    private void fill(Map<Column, String> row, Fact fact) {
        switch (fact) {
            case Observation.AccessGranted read -> {
                door(row, read.door());
                direction(row, read.direction());
                row.put(Column.NAME, names.who(read.person(), read.credential()).in(language));
            }
            case Observation.AccessDenied read -> {
                door(row, read.door());
                direction(row, read.direction());
                row.put(Column.NAME, names.who(read.person(), read.credential()).in(language));
            }
            case Observation.CardPresented card ->
                    row.put(Column.NAME, names.who(card.person(), card.credential()).in(language));
            case Observation.DoorOpened door -> door(row, door.door());
            case Observation.DoorClosed door -> door(row, door.door());
            case Observation.DoorForced door -> door(row, door.door());
            case Observation.DoorHeld door -> door(row, door.door());
            case Observation.ExitRequested exit -> door(row, exit.door());
            case Observation.MediaInserted media -> {
                machine(row, media.machine());
                put(row, Column.MEDIA, media.media());
                put(row, Column.SERIAL, media.serial());
                if (media.operator() != null) {
                    row.put(Column.NAME, names.person(media.operator()).in(language));
                }
            }
            case Observation.MediaRemoved media -> {
                machine(row, media.machine());
                put(row, Column.MEDIA, media.media());
                put(row, Column.SERIAL, media.serial());
            }
            case Observation.MediaAdmitted media -> {
                machine(row, media.machine());
                put(row, Column.MEDIA, media.media());
                put(row, Column.SERIAL, media.serial());
            }
            case Observation.MediaRefused media -> {
                machine(row, media.machine());
                put(row, Column.MEDIA, media.media());
                put(row, Column.SERIAL, media.serial());
            }
            case Paperwork.VisitRegistered visit -> visit(row, visit);
            case Paperwork.VisitLeft left -> {
                put(row, Column.VISIT, left.visit());
                VisitRow known = ledger.visit(left.visit());
                if (known != null) {
                    row.put(Column.ZONE, names.zone(known.visit().zone()).in(language));
                    visit(row, known.visit());
                    Entry registered =
                            isNamed(known.visit()) ? null : ledger.entry(known.sequence());
                    Sentence lack = registered == null ? null : opening.lack(registered);
                    if (lack != null) {
                        fillLack(row, lack.in(language));
                    }
                }
            }
            case Paperwork.MediaPermitted permit -> {
                put(row, Column.MEDIA, permit.media());
                if (permit.machine() != null) {
                    machine(row, permit.machine());
                }
                if (permit.person() != null) {
                    row.put(Column.NAME, names.person(permit.person()).in(language));
                }
            }
            case Paperwork.MediaRevoked revoked -> put(row, Column.MEDIA, revoked.media());
            case Paperwork.MediaCarriedIn carried -> {
                put(row, Column.MEDIA, carried.media());
                row.put(Column.NAME, names.person(carried.person()).in(language));
            }
            case Paperwork.MediaCarriedOut carried -> {
                put(row, Column.MEDIA, carried.media());
                row.put(Column.NAME, names.person(carried.person()).in(language));
            }
            case Paperwork.BaselineAdopted baseline ->
                    row.put(Column.MACHINE, names.machine(baseline.machine()).in(language));
            case Finding finding -> finding(row, finding);
            case Deed deed -> row.put(Column.NAME, deed.by());
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
                    Paperwork.RegisterChanged _,
                    Paperwork.PlanAdopted _ -> {}
        }
    }

    /// The whole span stands at its beginning and at its end.
    private void blind(Map<Column, String> row, @Nullable BlindSpan span) {
        if (span == null) {
            return;
        }
        row.put(Column.BLIND_FROM, time(span.from()));
        if (span.until() != null && span.length() != null) {
            Duration length = span.length();
            row.put(Column.BLIND_UNTIL, time(span.until()));
            row.put(
                    Column.BLIND_FOR,
                    "%d:%02d:%02d"
                            .formatted(
                                    length.toHours(),
                                    length.toMinutesPart(),
                                    length.toSecondsPart()));
        }
    }

    private void visit(Map<Column, String> row, VisitRegistered visit) {
        var details = VisitorDetails.of(visit);
        put(row, Column.VISIT, visit.visit());
        put(row, Column.NAME, details.name());
        put(row, Column.COMPANY, details.company());
        put(row, Column.PURPOSE, details.purpose());
        row.put(Column.CARRIED_ITEMS, String.join("、", details.carriedItems()));
        String kind = "kind." + visit.kind();
        row.put(Column.KIND, Messages.has(kind) ? Messages.of(kind).in(language) : visit.kind());
        put(row, Column.BADGE, visit.badge());
        if (visit.escort() != null) {
            row.put(Column.ESCORT, names.person(visit.escort()).in(language));
        }
        if (visit.plannedExit() != null) {
            row.put(Column.PLANNED_EXIT, time(visit.plannedExit()));
        }
    }

    /// Where something was erased, a word stands in its place.
    private void lack(Map<Column, String> row, Entry opened) {
        Sentence lack = opening.lack(opened);
        if (lack == null) {
            return;
        }
        String word = lack.in(language);
        if (opened.fact() instanceof VisitRegistered visit && !isNamed(visit)) {
            fillLack(row, word);
        }
        row.computeIfPresent(
                Column.TEXT,
                (_, text) ->
                        Messages.of("lack.text", Map.of("text", Sentence.same(text), "lack", lack))
                                .in(language));
    }

    private static boolean isNamed(VisitRegistered visit) {
        return VisitorDetails.of(visit).name() != null;
    }

    private static void fillLack(Map<Column, String> row, String word) {
        for (Column column :
                List.of(Column.NAME, Column.COMPANY, Column.PURPOSE, Column.CARRIED_ITEMS)) {
            row.merge(column, word, (told, _) -> told.isEmpty() ? word : told);
        }
    }

    private void finding(Map<Column, String> row, Finding finding) {
        String door = finding.subject().get("door");
        if (door != null) {
            door(row, new DoorId(door));
        }
        String machine = finding.subject().get("machine");
        if (machine != null) {
            machine(row, new MachineId(machine));
        }
        put(row, Column.MEDIA, finding.subject().get("media"));
        put(row, Column.VISIT, finding.subject().get("visit"));
        row.put(
                Column.BECAUSE,
                finding.because().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    private void door(Map<Column, String> row, DoorId door) {
        row.put(Column.DOOR, names.door(door).in(language));
    }

    private void machine(Map<Column, String> row, MachineId machine) {
        row.put(Column.MACHINE, names.machine(machine).in(language));
    }

    private void direction(Map<Column, String> row, @Nullable Direction direction) {
        if (direction != null) {
            String key = direction == Direction.IN ? "direction.in" : "direction.out";
            row.put(Column.DIRECTION, Messages.of(key).in(language));
        }
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(clock));
    }

    private static void put(Map<Column, String> row, Column column, @Nullable Id id) {
        if (id != null) {
            row.put(column, id.value());
        }
    }

    private static void put(Map<Column, String> row, Column column, @Nullable String text) {
        if (text != null) {
            row.put(column, text);
        }
    }
}
