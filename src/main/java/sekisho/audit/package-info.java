/// Out of the house: exports that verify, and the verifier.
///
/// - [sekisho.audit.Export] makes a folder of a range of days: the part of the published log that
///   holds it, with all that leads to the signed root.
/// - [sekisho.audit.Audit] verifies a data folder, an export or a station's address, and answers
///   with a [sekisho.audit.Report]; [sekisho.audit.Others] are whom the auditor believes besides;
///   [sekisho.audit.Contents] looks at what the entries say.
/// - [sekisho.audit.Backup] copies a data folder while a station writes, and puts none back that is
///   older than what was signed.
///
/// It reads files and never writes to a journal. Nothing it reads is trusted but the key that the
/// auditor brings.
@NullMarked
package sekisho.audit;

import org.jspecify.annotations.NullMarked;
