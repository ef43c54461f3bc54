/// Bytes to observations: one package for each way in which a device tells what happened.
///
/// In come bytes of devices; out go numbered sightings, through the [sekisho.site.Intake]. Past
/// this package nobody sees a byte array or a vendor's code. `app.Station` builds, starts and stops
/// every [Sensor]; nobody else calls one. One protocol never sees another.
@NullMarked
package sekisho.sensor;

import org.jspecify.annotations.NullMarked;
