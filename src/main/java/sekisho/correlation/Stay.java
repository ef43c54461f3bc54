package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Paperwork.VisitRegistered;

import java.util.LinkedHashMap;
import java.util.Map;

/// One opening of a visit: from its registration until it was left or registered anew.
final class Stay {
    /// Marks where the escort's absence was found.
    final Timeline alone = new Timeline();

    /// Whether the overstay was found.
    boolean overstayed;

    private final VisitRegistered sheet;
    private final Zone zone;
    private final @Nullable Person escort;
    private final long at;
    private final long sequence;
    private long endAt = Timeline.FOREVER;
    private long endSequence;

    Stay(VisitRegistered sheet, Zone zone, @Nullable Person escort, long sequence) {
        this.sheet = sheet;
        this.zone = zone;
        this.escort = escort;
        this.at = sheet.at().toEpochMilli();
        this.sequence = sequence;
    }

    Zone zone() {
        return zone;
    }

    @Nullable Person escort() {
        return escort;
    }

    boolean isVendor() {
        return sheet.kind().equals("vendor");
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
            escort.escorting.remove(this);
        }
        endAt = newAt;
        endSequence = newSequence;
    }

    /// When the visitor meant to leave; [Timeline#FOREVER] if nobody said.
    long plannedExit() {
        return sheet.plannedExit() == null ? Timeline.FOREVER : sheet.plannedExit().toEpochMilli();
    }

    Map<String, String> subject() {
        return Map.of("visit", sheet.visit().value());
    }

    Map<String, String> subjectWithEscort() {
        if (sheet.escort() == null) {
            return subject();
        }
        var subject = new LinkedHashMap<String, String>();
        subject.put("visit", sheet.visit().value());
        subject.put("escort", sheet.escort().value());
        return subject;
    }
}
