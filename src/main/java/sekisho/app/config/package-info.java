/// The site file: YAML comes in, a whole and checked [sekisho.app.config.Config] leaves.
///
/// [sekisho.app.config.SiteFile] is the way in; the commands call it. One class reads one part of
/// the file (`…Part`), with the means of [sekisho.config]. Sees `site`, `config` and the settings
/// that sensors publish.
@NullMarked
package sekisho.app.config;

import org.jspecify.annotations.NullMarked;
