/// What somebody must do: findings and deeds in, alarms out. Pure.
@NullMarked
package sekisho.alarm;

import org.jspecify.annotations.NullMarked;
