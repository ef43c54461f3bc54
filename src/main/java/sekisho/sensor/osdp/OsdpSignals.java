package sekisho.sensor.osdp;

import sekisho.site.Observation;

import java.util.List;

/// What a reader shows after our own decision: green and one tone, or red and three; and in words
/// if it has a display. Displays of OSDP know ASCII only, so what is said on them is English.
final class OsdpSignals {
    private static final int READER = 0;
    private static final int LED = 0;

    /// In seconds.
    private static final int SHOWN_FOR = 3;

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
                new OsdpCommand.Sound(READER, 2, 0, 1),
                new OsdpCommand.Show(READER, SHOWN_FOR, "Card accepted"));
    }

    private static List<OsdpCommand> refused() {
        return List.of(
                new OsdpCommand.Shine(READER, LED, OsdpCommand.Color.RED, 2, 2, 12),
                new OsdpCommand.Sound(READER, 1, 1, 3),
                new OsdpCommand.Show(READER, SHOWN_FOR, "Card not known"));
    }
}
