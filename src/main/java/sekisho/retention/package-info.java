/// How long personal data are kept, and how they are erased.
///
/// The journal tells what there is ([sekisho.retention.Holdings]), the site file how long it is
/// kept; what is due is listed, asked for by one person, approved by another, erased, and certified
/// ([sekisho.retention.Erasing]). Each step is a deed in the journal. Called by `app` for the
/// command line and by the web.
///
/// What leaves: entries `erasure.*`, through the intake like every other fact.
@NullMarked
package sekisho.retention;

import org.jspecify.annotations.NullMarked;
