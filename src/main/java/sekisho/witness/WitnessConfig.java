package sekisho.witness;

import java.net.URI;

/// A witness that is to cosign checkpoints.
///
/// @param url the prefix of its address, before `/add-checkpoint`
/// @param key by which its cosignatures are checked
public record WitnessConfig(URI url, WitnessKey key) {}
