/// Tests on real parts: a serial line, card readers, a booted kernel with hot-plugged sticks, a
/// browser.
///
/// A rig runs when Maven is told `-Prigs`; then it never skips. Otherwise each says in one line
/// that it was skipped and what it needs.
@org.jspecify.annotations.NullMarked
package sekisho.rig;
