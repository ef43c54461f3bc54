package sekisho.sensor;

import sekisho.site.Intake;
import sekisho.site.SourceId;

/// Something that watches devices and hands in what they say.
public interface Sensor {

    /// Who the sensor is, in the log and on the board.
    SourceId id();

    /// Begins to watch, on threads of its own, and returns. A device that is not there is no error:
    /// it is reported as lost, and looked for until [#stop].
    void start(Intake intake);

    /// Ends every thread and gives back every device. Returns when that is done.
    void stop();
}
