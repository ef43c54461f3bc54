package sekisho.witness;

import java.net.URI;
import java.nio.file.Path;

/// A time stamping authority (RFC 3161) that is to date a checkpoint every day.
///
/// @param url where it is asked
/// @param anchors a PEM file of the certificates that its own is believed by
public record TimestampConfig(URI url, Path anchors) {}
