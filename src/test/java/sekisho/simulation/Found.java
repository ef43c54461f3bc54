package sekisho.simulation;

import org.jspecify.annotations.Nullable;

import sekisho.site.Finding;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.Map;

/// What names a finding: rule, zone, subject, moment and trigger.
record Found(
        Instant at, long trigger, String rule, @Nullable ZoneId zone, Map<String, String> subject) {

    static Found of(Finding finding) {
        return new Found(
                finding.at(),
                finding.because().getFirst(),
                finding.rule(),
                finding.zone(),
                finding.subject());
    }
}
