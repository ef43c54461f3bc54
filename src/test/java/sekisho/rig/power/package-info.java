/// A computer whose power goes.
@NullMarked
package sekisho.rig.power;

import org.jspecify.annotations.NullMarked;
