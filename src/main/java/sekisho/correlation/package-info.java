/// What it means: facts in, findings out. Pure: no clock, no I/O, no dice.
@NullMarked
package sekisho.correlation;

import org.jspecify.annotations.NullMarked;
