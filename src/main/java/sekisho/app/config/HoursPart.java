package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.site.Hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `hours:`, either `always` or days with a beginning and an end.
final class HoursPart {
    private static final Form<Hours> ALWAYS =
            Form.word(Map.of("always", Hours.ALWAYS))
                    .asking("always, or {days: [mon, …], from: \"06:00\", until: \"22:00\"}");
    private static final Form<DayOfWeek> DAY = Form.word(days());

    private final Faults faults;

    HoursPart(Faults faults) {
        this.faults = faults;
    }

    /// The hours of a zone or of the policy; null when there are none, or faulty ones.
    @Nullable Hours read(Section section) {
        if (!section.has("hours") || section.isScalar("hours")) {
            return section.optional("hours", ALWAYS);
        }
        Section hours = section.section("hours", "hours");
        return hours == null ? null : span(hours);
    }

    private @Nullable Hours span(Section hours) {
        List<DayOfWeek> days =
                hours.has("days") ? values(hours.list("days", DAY)) : Hours.DEFAULT.days();
        LocalTime from = hours.optional("from", Form.TIME, Hours.DEFAULT.from());
        LocalTime until = hours.optional("until", Form.TIME, Hours.DEFAULT.until());
        List<LocalDate> holidays = values(hours.list("holidays", Form.DAY));
        if (from.equals(LocalTime.MIDNIGHT) && until.equals(LocalTime.MAX)) {
            until = LocalTime.MIDNIGHT;
        } else if (!from.isBefore(until)) {
            faults.add(
                    hours.mark("until"),
                    "hours end after they begin, but %s is not after %s; over midnight, say always"
                            .formatted(until, from));
            return null;
        }
        return new Hours(days, from, until, holidays);
    }

    private static <T> List<T> values(List<Section.Placed<T>> placed) {
        return placed.stream().map(Section.Placed::value).toList();
    }

    private static Map<String, DayOfWeek> days() {
        var days = new LinkedHashMap<String, DayOfWeek>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT), day);
        }
        return days;
    }
}
