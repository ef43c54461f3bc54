package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.site.BadgeId;
import sekisho.site.PersonId;
import sekisho.site.VisitId;

/// Whose a card is, as `credential.issued` said last: one of the three.
///
/// @param person it was issued to this person
/// @param badge it is the card of this badge, which is lent to visitors
/// @param visit it is the visitor's own, and was shown at this visit
public record CardRow(
        @Nullable PersonId person, @Nullable BadgeId badge, @Nullable VisitId visit) {}
