package sekisho.words;

import static sekisho.words.Sentence.same;

import org.jspecify.annotations.Nullable;

import sekisho.site.Cardholders;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.Policy;
import sekisho.site.Site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A finding with the chain of facts behind it, line by line, in the words of the live board.
public final class Explanation {
    private final Names names;
    private final FindingWords findings;
    private final FactWords facts;

    /// @param site the plan in force when the finding was raised
    /// @param policy the policy in force then
    public Explanation(Site site, Policy policy, Cardholders cardholders) {
        this.names = new Names(site, cardholders);
        this.findings = new FindingWords(names, policy);
        this.facts = new FactWords(names);
    }

    /// What a finding rests on: an entry, and what it says; absent when it can't be read.
    public record Link(long sequence, @Nullable Fact fact) {}

    /// The explanation, one sentence for each line.
    ///
    /// @param sequence the finding's own place in the journal
    /// @param chain the entries behind it, the trigger first
    /// @param withdrawal the entry that withdrew it; absent while it stands
    public List<Sentence> lines(
            long sequence, FindingRaised finding, List<Link> chain, @Nullable Link withdrawal) {
        List<Fact> evidence = chain.stream().map(Link::fact).filter(Objects::nonNull).toList();
        List<Sentence> lines = new ArrayList<>();
        lines.add(
                Messages.of(
                        "explain.title",
                        Map.of(
                                "finding", same(Long.toString(sequence)),
                                "title", FindingWords.title(finding.rule()))));
        lines.add(
                Messages.of(
                        "explain.reason", Map.of("sentence", findings.reason(finding, evidence))));
        lines.add(Messages.of("explain.because"));
        chain.forEach(link -> lines.add(line(link)));
        if (withdrawal != null && withdrawal.fact() instanceof FindingWithdrawn withdrawn) {
            lines.add(
                    Messages.of(
                            "explain.withdrawn",
                            Map.of("sequence", same(Long.toString(withdrawal.sequence())))));
            lines.add(explainedBy(withdrawn));
        }
        return lines;
    }

    private static Sentence explainedBy(FindingWithdrawn withdrawn) {
        return Messages.of(
                "explain.explained",
                Map.of("sequence", same(Long.toString(withdrawn.because().getLast()))));
    }

    private Sentence line(Link link) {
        Sentence sequence = same(Long.toString(link.sequence()));
        Fact fact = link.fact();
        return fact == null
                ? Messages.of("explain.absent", Map.of("sequence", sequence))
                : Messages.of(
                        "explain.fact",
                        Map.of(
                                "at", names.dateTime(fact.at()),
                                "sequence", sequence,
                                "sentence", facts.sentence(fact)));
    }
}
