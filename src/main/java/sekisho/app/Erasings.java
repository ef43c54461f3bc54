package sekisho.app;

import sekisho.app.config.Config;
import sekisho.retention.Asides;
import sekisho.retention.Erasing;

import java.time.InstantSource;

/// Makes the erasing of a station's data.
final class Erasings {
    private Erasings() {}

    static Erasing of(Core core, Config config, InstantSource clock) {
        return new Erasing(
                core.journal(),
                core.raw(),
                core.disclosures(),
                new Asides(Folders.of(config).imports()),
                core.intake(),
                core.quiet(),
                config.retention(),
                config.people(),
                config.site().clock(),
                clock);
    }
}
