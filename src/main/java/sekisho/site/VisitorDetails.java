package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What is known of a visitor as a person. The one place where the personal fields of a visit are
/// taken out of a fact, or put into one: whoever shows, stores or exports them goes through here.
public record VisitorDetails(
        @Nullable String name,
        @Nullable String company,
        @Nullable String purpose,
        List<String> carriedItems) {
    public VisitorDetails {
        carriedItems = List.copyOf(carriedItems);
    }

    /// The personal fields of a visit.
    public static VisitorDetails of(Paperwork.VisitRegistered visit) {
        return new VisitorDetails(
                visit.name(), visit.company(), visit.purpose(), visit.carriedItems());
    }

    /// A visit with these personal fields in the place of its own.
    public Paperwork.VisitRegistered in(Paperwork.VisitRegistered visit) {
        return new Paperwork.VisitRegistered(
                visit.at(),
                visit.visit(),
                visit.zone(),
                visit.kind(),
                visit.escort(),
                visit.plannedExit(),
                visit.badge(),
                name,
                company,
                purpose,
                carriedItems);
    }
}
