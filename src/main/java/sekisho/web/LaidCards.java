package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.ledger.CardRow;
import sekisho.ledger.Ledger;
import sekisho.site.BadgeId;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Observation.CardPresented;
import sekisho.site.PersonId;
import sekisho.site.VisitId;

import java.time.Duration;
import java.util.Objects;

/// Cards that were laid on the readers of desks. A page names one by the entry that told of it: no
/// browser needs to know its number.
final class LaidCards {
    /// Who lays a card down does something with it soon; later, another may stand there.
    static final Duration FRESH = Duration.ofMinutes(10);

    private final UpToDate ledger;
    private final Cardholders cardholders;
    private final Deeds deeds;

    LaidCards(UpToDate ledger, Cardholders cardholders, Deeds deeds) {
        this.ledger = ledger;
        this.cardholders = cardholders;
        this.deeds = deeds;
    }

    /// A card as it was laid down, and whose it is now.
    ///
    /// @param row absent: it was issued to nobody at a desk
    /// @param listed the holder by the site file
    record Laid(
            long sequence, CardPresented told, @Nullable CardRow row, @Nullable PersonId listed) {

        @Nullable PersonId person() {
            return row != null && row.person() != null ? row.person() : listed;
        }

        @Nullable BadgeId badge() {
            return row == null ? null : row.badge();
        }

        @Nullable VisitId visit() {
            return row == null ? null : row.visit();
        }

        /// Its number, to be written down.
        CredentialId credential() {
            return Objects.requireNonNull(told.credential());
        }
    }

    /// The card of an entry.
    ///
    /// @throws Refusal when the entry tells of none
    Laid of(String entry) throws InterruptedException {
        Ledger now = ledger.ledger();
        long sequence = sequence(entry);
        Entry opened = now.entry(sequence);
        if (opened == null || !(opened.fact() instanceof CardPresented told)) {
            throw new Refusal(404, Problem.of("card-unknown"));
        }
        CredentialId credential = told.credential();
        CardRow row =
                credential != null
                                && now.stored(sequence) instanceof CardPresented stored
                                && stored.credential() != null
                        ? now.card(stored.credential())
                        : null;
        Cardholder holder = credential == null ? null : cardholders.holding(credential);
        return new Laid(sequence, told, row, holder == null ? null : holder.person());
    }

    /// Likewise, to do something with: it was laid down just now, and has a number.
    Laid fresh(String entry) throws InterruptedException {
        Laid laid = of(entry);
        if (laid.told().at().plus(FRESH).isBefore(deeds.now())) {
            throw new Refusal(409, Problem.of("card-stale", "card"));
        }
        if (laid.told().credential() == null) {
            throw new Refusal(409, Problem.of("card-unusable", "card"));
        }
        return laid;
    }

    private static long sequence(String entry) {
        try {
            return Long.parseLong(entry);
        } catch (NumberFormatException _) {
            throw new Refusal(404, Problem.of("card-unknown"));
        }
    }
}
