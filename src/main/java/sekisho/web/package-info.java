/// What people see: the live board, the visitor desk, permits and records, over HTTP.
///
/// Entries come in from a cursor into the journal and from the ledger; HTTP answers and server-sent
/// events leave. What a person does here (a visit, a permit, an acknowledgement, a sign-in) goes
/// through the [sekisho.site.Intake] like every other fact, and is answered when it is durable.
/// Built and started by `app`.
///
/// - [sekisho.web.WebServer] is the address; [sekisho.web.Routes] says which path leads where.
/// - [sekisho.web.Board] is what the live board shows, as a function of the journal.
/// - [sekisho.web.Opening] puts names in at the moment something is shown, or says that they are
///   erased: what stays in memory are pseudonyms.
/// - [sekisho.web.LiveBoard] sends it to browsers, one virtual thread for each.
///
/// - [sekisho.web.Desk] registers visitors and signs them out; [sekisho.web.Cards] and
///   [sekisho.web.Badges] are its cards and badges, [sekisho.web.LaidCards] what lies on its
///   reader.
///
/// Every request to the API runs on a virtual thread of its own, so it may wait. The event loop
/// only reads bodies and serves the pages.
@NullMarked
package sekisho.web;

import org.jspecify.annotations.NullMarked;
