/// How long personal data are kept, and how they are erased.
///
/// The journal tells what there is ([sekisho.retention.Holdings]), the site file how long it is
/// kept; what is due is listed, asked for by one person, approved by another, erased, and certified
/// ([sekisho.retention.Erasing]). Each step is a deed in the journal. Called by `app` for the
/// command line and by the web.
///
/// Keys are destroyed on the thread that makes entries ([sekisho.retention.Quiet]), so a station
/// may run meanwhile; a crash at any point leaves nothing erased, or an approval that the next
/// start carries out. `journal/disclosure/disclosures.md` tells it in full.
///
/// What leaves: entries `erasure.*`, through the intake like every other fact.
@NullMarked
package sekisho.retention;

import org.jspecify.annotations.NullMarked;
