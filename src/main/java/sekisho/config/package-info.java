/// How files of settings are read: YAML comes in, checked values leave.
///
/// Whatever is wrong with a file is told at once: every [sekisho.config.Fault] has a line, a
/// column, what is wrong and what would be right. A [sekisho.config.Section] is one mapping of the
/// file; it knows which keys were asked for and so which ones nobody knows. A [sekisho.config.Form]
/// says how a value is written, [sekisho.config.Declared] which ids there are. `app.config` reads
/// the site file with them, and each sensor its own part of it.
@NullMarked
package sekisho.config;

import org.jspecify.annotations.NullMarked;
