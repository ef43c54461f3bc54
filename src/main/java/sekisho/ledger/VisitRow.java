package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.site.Paperwork.VisitRegistered;

import java.time.Instant;

/// A visit as the register shows it.
///
/// @param leftAt when the visitor was signed out; null while the visit is open
public record VisitRow(VisitRegistered visit, @Nullable Instant leftAt) {}
