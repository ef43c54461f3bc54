/// Who may sign in, and who is signed in.
///
/// Names and passwords come in; sessions leave. Called by the web; opened by `app`.
///
/// The store of accounts (`accounts.json` in the data folder) is trusted: who can write it can sign
/// in as anybody, and what is done then stands in the journal under that name. Who can only read it
/// must guess passwords at the price of Argon2id (19 MiB, 2 passes) each. Sessions are in memory
/// only and end with the process.
@NullMarked
package sekisho.account;

import org.jspecify.annotations.NullMarked;
