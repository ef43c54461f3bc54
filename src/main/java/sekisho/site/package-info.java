/// What we talk about: ids, the plan of a site, the policy in force, and facts.
///
/// Nothing here behaves beyond its own consistency. Everybody may see this package; it sees nobody.
///
/// - [Fact] is sealed: [Observation] (a sensor saw it), [Paperwork] (somebody wrote it down),
///   [Finding] (a rule concluded it), [Deed] (somebody did it about an alarm or a record).
/// - [Sighting] is a fact with its provenance, as it is handed to the [Intake]; the journal makes
///   an entry of it.
/// - [Site] and [Policy] are the plan and the limits; both are journalled, so that old entries are
///   read by the rules of their day.
/// - `site.json` reads and writes facts as JSON, the one form for the wire, the file and the
///   journal.
@NullMarked
package sekisho.site;

import org.jspecify.annotations.NullMarked;
