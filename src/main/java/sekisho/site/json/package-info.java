/// Facts as JSON: one object per line for the wire, the file and the journal.
///
/// Text comes in, [sekisho.site.Sighting]s leave, and back. Called by the journal (entries), the
/// edge (agents' links), feeds, imports, `replay` and exports.
///
/// - [sekisho.site.json.JsonText] parses one JSON text into plain maps, lists and values, with a
///   limit for every dimension.
/// - [sekisho.site.json.CanonicalJson] writes them by RFC 8785.
/// - [sekisho.site.json.FactCodec] turns them into facts and back.
@NullMarked
package sekisho.site.json;

import org.jspecify.annotations.NullMarked;
