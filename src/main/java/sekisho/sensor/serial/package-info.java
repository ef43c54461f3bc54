/// Lines on which a device tells in a form of its own what happened: converters of Wiegand to
/// RS-232, readers, panels with a printer's output. The form is described, not programmed.
///
/// The layers, each pure but the last two:
///
/// - `SerialFormat`: where a frame begins and ends, its check, its fields; `SerialFormatPart` reads
///   one from YAML.
/// - `SerialFramer`: bytes to frames and noise.
/// - `SerialCodec`: a frame to the fields that a [sekisho.sensor.mapping.Mapping] makes facts of.
/// - `SerialReport`: what frames, noise and a lost line are as facts.
/// - `SerialLoop`, `SerialSensor`: the thread, the line, and the way to the intake.
///
/// [SerialTap] shows a line to whoever describes it, and [SerialCapture] is how it is recorded.
/// `app` builds a `SerialSensor` from a [SerialLineConfig].
@NullMarked
package sekisho.sensor.serial;

import org.jspecify.annotations.NullMarked;
