/// What came in and made no sense, counted: much of it makes few facts, and none is left out.
@NullMarked
package sekisho.sensor.noise;

import org.jspecify.annotations.NullMarked;
