package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Paperwork.VisitRegistered;

import java.util.LinkedHashMap;
import java.util.Map;

/// One opening of a visit: from its registration until it was left or registered anew.
final class Stay {
    private static final String VENDOR = "vendor";

    /// Marks where the escort's absence was found.
    final Timeline alone = new Timeline();

    /// Whether the overstay was found.
    boolean overstayed;

    private final String visit;
    private final boolean vendor;
    private final long plannedExit;
    private final Zone zone;
    private final @Nullable Person escort;
    private final long at;
    private final long sequence;
    private long endAt = Timeline.FOREVER;
    private long endSequence;

    Stay(VisitRegistered sheet, Zone zone, @Nullable Person escort, long sequence) {
        this(
                sheet.visit().value(),
                sheet.kind().equals(VENDOR),
                escort,
                sheet.plannedExit() == null ? Timeline.FOREVER : sheet.plannedExit().toEpochMilli(),
                zone,
                sheet.at().toEpochMilli(),
                sequence);
    }

    private Stay(
            String visit,
            boolean vendor,
            @Nullable Person escort,
            long plannedExit,
            Zone zone,
            long at,
            long sequence) {
        this.visit = visit;
        this.vendor = vendor;
        this.escort = escort;
        this.plannedExit = plannedExit;
        this.zone = zone;
        this.at = at;
        this.sequence = sequence;
    }

    Zone zone() {
        return zone;
    }

    @Nullable Person escort() {
        return escort;
    }

    boolean isVendor() {
        return vendor;
    }

    long at() {
        return at;
    }

    long sequence() {
        return sequence;
    }

    /// When it ended; [Timeline#FOREVER] while it has not.
    long endAt() {
        return endAt;
    }

    long endSequence() {
        return endSequence;
    }

    void end(long newAt, long newSequence) {
        if (escort != null) {
            escort.duties().escorting.remove(this);
        }
        endAt = newAt;
        endSequence = newSequence;
    }

    /// When the visitor meant to leave; [Timeline#FOREVER] if nobody said.
    long plannedExit() {
        return plannedExit;
    }

    Map<String, String> subject() {
        return Map.of("visit", visit);
    }

    Map<String, String> subjectWithEscort() {
        if (escort == null) {
            return subject();
        }
        var subject = new LinkedHashMap<String, String>();
        subject.put("visit", visit);
        subject.put("escort", escort.name());
        return subject;
    }

    /// An escort of whom nothing is known any more is written by name alone: the stay was over
    /// before what is remembered.
    void save(Saving saving) {
        StateWriter out = saving.out();
        out.text(visit);
        out.flag(vendor);
        saving.personOrNone(escort);
        out.flag(escort != null && saving.isKnown(escort));
        out.number(plannedExit);
        saving.zone(zone);
        out.number(at);
        out.number(endAt);
        out.number(endSequence);
        out.flag(overstayed);
        alone.saveMarks(out);
    }

    static Stay load(Loading loading, long sequence) {
        StateReader in = loading.in();
        String visit = in.text();
        boolean vendor = in.flag();
        String escortName = in.textOrNone();
        boolean known = in.flag();
        Person escort = escortName == null ? null : loading.escort(escortName, known);
        long plannedExit = in.number();
        Zone zone = loading.zone();
        long at = in.number();
        var stay = new Stay(visit, vendor, escort, plannedExit, zone, at, sequence);
        stay.endAt = in.number();
        stay.endSequence = in.number();
        stay.overstayed = in.flag();
        stay.alone.loadMarks(in);
        return stay;
    }
}
