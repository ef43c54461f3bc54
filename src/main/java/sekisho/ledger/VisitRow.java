package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.site.Paperwork.VisitRegistered;

import java.time.Instant;

/// A visit as the register shows it.
///
/// @param sequence of the entry by which it was registered
/// @param leftAt when the visitor was signed out; null while the visit is open
public record VisitRow(long sequence, VisitRegistered visit, @Nullable Instant leftAt) {}
