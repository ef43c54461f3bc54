package sekisho.sensor.osdp;

import sekisho.site.Observation;

import java.util.List;

/// What a reader shows after our own decision: green and one tone, or red and three.
final class OsdpSignals {
    private static final int READER = 0;
    private static final int LED = 0;

    private OsdpSignals() {}

    static List<OsdpCommand> after(Observation fact) {
        return switch (fact) {
            case Observation.AccessGranted _ -> recognised();
            case Observation.AccessDenied _ -> refused();
            default -> List.of();
        };
    }

    static List<OsdpCommand> recognised() {
        return List.of(
                new OsdpCommand.Shine(READER, LED, OsdpCommand.Color.GREEN, 10, 0, 10),
                new OsdpCommand.Sound(READER, 2, 0, 1));
    }

    private static List<OsdpCommand> refused() {
        return List.of(
                new OsdpCommand.Shine(READER, LED, OsdpCommand.Color.RED, 2, 2, 12),
                new OsdpCommand.Sound(READER, 1, 1, 3));
    }
}
