/// What was seen, for good: an append-only journal in segments, read forward by sequence.
@NullMarked
package sekisho.journal;

import org.jspecify.annotations.NullMarked;
