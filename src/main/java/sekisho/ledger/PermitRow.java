package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.site.Paperwork.MediaPermitted;

import java.time.Instant;

/// A permit as the register shows it.
///
/// @param revokedAt when it was revoked; null while it was not
public record PermitRow(MediaPermitted permit, @Nullable Instant revokedAt) {}
