package sekisho.browser;

import static org.assertj.core.api.Assertions.assertThat;

import sekisho.rig.Rig;
import sekisho.sensor.SensorConfig;

import java.nio.file.Path;
import java.util.List;

/// One station, one browser, one window on it, for as long as a test lasts.
record Scene(Path data, Look look, List<SensorConfig> sensors) {

    /// One without devices.
    Scene(Path data, Look look) {
        this(data, look, List.of());
    }

    /// What happens in a scene.
    interface Act {
        void play(Window window, StationAtWork station) throws Exception;
    }

    /// Plays an act with somebody signed in at the page `path`. Whatever happens, scripts must not
    /// fail and nothing may offend the content security policy.
    void signedIn(String path, Act act) throws Exception {
        unknown((window, station) -> act.play(window.signIn(path), station));
    }

    /// The same with a browser that nobody has signed in with.
    void unknown(Act act) throws Exception {
        Rig.require("pages in a real browser", "chromium", "node", "npm");
        try (var station = StationAtWork.start(data, sensors);
                var chromium = Chromium.start();
                var window = chromium.window(look, station.address())) {
            act.play(window, station);
            assertThat(window.complaints()).isEmpty();
        }
    }
}
