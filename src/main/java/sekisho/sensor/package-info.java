/// Bytes to observations: one package for each way in which a device tells what happened.
///
/// In come bytes of devices; out go numbered sightings, through the [sekisho.site.Intake]. Past
/// this package nobody sees a byte array or a vendor's code. `app.Station` builds, starts and stops
/// every [Sensor]; nobody else calls one. One protocol never sees another.
///
/// To add a protocol: a package here with its codec, its [SensorConfig] and its part of the site
/// file; a line in [SensorPart#ALL]; one `case` in `app.Station`.
@NullMarked
package sekisho.sensor;

import org.jspecify.annotations.NullMarked;
