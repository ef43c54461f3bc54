/// Where the parts meet: the commands, the configuration, the station.
@NullMarked
package sekisho.app;

import org.jspecify.annotations.NullMarked;
