/// What entries commit to: names and everything else that is personal, apart from the journal.
///
/// The journal hands over the members of each entry before it is written, and gets back what may
/// stand in it ([sekisho.journal.disclosure.DisclosureStore]). Whoever shows entries to people
/// reads them through [sekisho.journal.disclosure.OpenedJournal]; what judges never does.
///
/// - [sekisho.journal.disclosure.Personal] says what of a fact is personal, and whose.
/// - [sekisho.journal.disclosure.Disclosure] is one member in the form of RFC 9901.
/// - [sekisho.journal.disclosure.PersonKeys] seal ([sekisho.journal.disclosure.Sealed]) what lies
///   on the [sekisho.journal.disclosure.Shelf]; [sekisho.journal.disclosure.Cards] are the
///   pseudonyms.
///
/// `disclosures.md`, beside this file, says why it is as it is, and what erasing means.
@NullMarked
package sekisho.journal.disclosure;

import org.jspecify.annotations.NullMarked;
