package sekisho.simulation;

import sekisho.site.Fact;
import sekisho.site.SourceId;

import java.time.Instant;

/// A fact as its source noticed it.
///
/// @param happened the true time, which nobody at the site knows; the fact's own is by the source's
///   clock
record Told(Instant happened, SourceId source, Fact fact) {}
