package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.snapshot.Restarted;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// A Monday at a site, told fact by fact; what is found is written down in short words.
///
/// Times are of the day, such as `09:00` or `09:00:10.001`. A finding reads `09:00:10
/// unlogged-entry machine-room {door=front} [1]`, a late one ends in `late`, and one that is
/// withdrawn begins with `not`.
///
/// A second correlator is told the same and is saved and loaded again before each fact: whatever a
/// story tells is also a test of that.
final class Story {
    /// A place without a plan whose clock is UTC.
    static final Site PLAIN =
            new Site("", ZoneOffset.UTC, List.of(), List.of(), List.of(), List.of());

    private final Correlator correlator;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> foundAgain = new ArrayList<>();
    private Correlator restarted;
    private long sequence;

    Story() {
        this(
                new Site("", ZoneOffset.UTC, List.of(), List.of(), List.of(), List.of()),
                Policy.DEFAULT);
    }

    Story(Site site, Policy policy) {
        correlator = Correlator.of(site, policy);
        restarted = Correlator.of(site, policy);
    }

    static Instant time(String time) {
        String whole = time.length() == 5 ? time + ":00" : time;
        return Instant.parse("2026-11-16T" + whole + "Z");
    }

    /// It happens and arrives at once.
    Story at(String time, Said said) {
        return arrives(time, time, said);
    }

    /// It happens at one time and arrives at another.
    Story arrives(String arrival, String time, Said said) {
        return tell(time(arrival), said.apply(time(time)));
    }

    Story tell(Instant recordedAt, Fact fact) {
        correlator.accept(++sequence, recordedAt, fact, findings::add);
        restarted = Restarted.of(restarted);
        restarted.accept(sequence, recordedAt, fact, foundAgain::add);
        return compared();
    }

    /// Time passes up to and including a moment: what is due then is decided.
    Story until(String time) {
        correlator.elapse(time(time).plusMillis(1), findings::add);
        restarted = Restarted.of(restarted);
        restarted.elapse(time(time).plusMillis(1), foundAgain::add);
        return compared();
    }

    private Story compared() {
        assertThat(foundAgain).as("found by who was restarted").isEqualTo(findings);
        assertThat(restarted.unjudged()).isEqualTo(correlator.unjudged());
        assertThat(restarted.dueAt()).isEqualTo(correlator.dueAt());
        return this;
    }

    Correlator correlator() {
        return correlator;
    }

    /// What was found, in order of decision.
    List<String> findings() {
        return findings.stream().map(Story::words).toList();
    }

    /// What was found by one rule, in order of decision.
    List<String> findings(String rule) {
        return findings.stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(Story::words)
                .toList();
    }

    private static String words(Finding finding) {
        String time = finding.at().toString().substring(11).replace("Z", "");
        String zone = finding.zone() == null ? "" : finding.zone() + " ";
        String said =
                time + ' ' + finding.rule() + ' ' + zone + finding.subject() + finding.because();
        return switch (finding) {
            case FindingRaised raised -> raised.late() ? said + " late" : said;
            case FindingWithdrawn _ -> "not " + said;
        };
    }
}
