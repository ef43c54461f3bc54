package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.app.config.SiteFile;
import sekisho.sensor.osdp.OsdpCapture;
import sekisho.sensor.osdp.OsdpLineConfig;
import sekisho.sensor.osdp.OsdpTap;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.json.Unreadable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A recording of a line of readers (`.osdpcap`), judged as if its facts were read from a file.
final class LineRecording {
    static final String SUFFIX = ".osdpcap";

    private final OsdpTap tap;

    /// @param name of the line; null where the site has only one
    LineRecording(SiteFile.Plan plan, @Nullable String name) {
        List<OsdpLineConfig> lines =
                plan.sensors().stream()
                        .filter(OsdpLineConfig.class::isInstance)
                        .map(OsdpLineConfig.class::cast)
                        .filter(line -> name == null || line.name().equals(name))
                        .toList();
        if (lines.size() != 1) {
            throw new CommandFailed(
                    name == null
                            ? "the site file has %d lines of readers; say which one with --line"
                                    .formatted(lines.size())
                            : "the site file has no line of readers called \"" + name + '"');
        }
        tap = new OsdpTap(lines.getFirst(), plan.people());
    }

    /// Judges every fact in it, under the number of the line that completed it.
    ///
    /// @param unreadable told of a line that is no part of a recording
    void judge(InputStream in, Replay replay, Replay.Aside unreadable) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                OsdpCapture heard = OsdpCapture.read(line);
                for (Observation fact : tap.facts(heard.bytes(), heard.at())) {
                    replay.judge(number, Sighting.of(fact));
                }
            } catch (Unreadable e) {
                byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
                unreadable.unreadable(number, String.valueOf(e.getMessage()), utf8, 0, utf8.length);
            }
        }
        replay.end();
    }

    /// How many frames travelled on a secure channel and told nothing.
    long secured() {
        return tap.secured();
    }
}
