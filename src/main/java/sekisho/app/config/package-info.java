/// The site file: YAML comes in, a whole and checked [sekisho.app.config.Config] leaves.
///
/// [sekisho.app.config.SiteFile] is the way in; the commands call it. Whatever is wrong with a file
/// is told at once: every [sekisho.app.config.Fault] has a line, a column, what is wrong and what
/// would be right. One class reads one part of the file (`…Part`); [sekisho.app.config.Section]
/// knows which keys were asked for and so which ones nobody knows; [sekisho.app.config.Form] says
/// how a value is written. Sees `site` and the settings that sensors publish.
@NullMarked
package sekisho.app.config;

import org.jspecify.annotations.NullMarked;
