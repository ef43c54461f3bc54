package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.EntryCodec;
import sekisho.journal.RawEntry;
import sekisho.journal.StoredJournal;
import sekisho.site.Cardholders;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;
import sekisho.words.Explanation;
import sekisho.words.Explanation.Link;
import sekisho.words.Sentence;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Looks a finding up in a stored journal: the finding, what it rests on, the plan and the policy
/// by which it was judged, and whether it was withdrawn. Reads the journal twice, because a finding
/// rests on entries before it.
final class ToldFinding {
    private final StoredJournal journal;
    private final UnaryOperator<Entry> opened;
    private final long sequence;
    private final Map<Long, Fact> chain = new HashMap<>();
    private Site site = Site.undeclared();
    private Policy policy = Policy.DEFAULT;
    private long last;
    private @Nullable Fact found;
    private @Nullable Link withdrawal;

    private ToldFinding(StoredJournal journal, UnaryOperator<Entry> opened, long sequence) {
        this.journal = journal;
        this.opened = opened;
        this.sequence = sequence;
    }

    /// The explanation, line by line.
    ///
    /// @param opened puts personal data back into an entry
    /// @throws CommandFailed when the entry is not there, or is no finding
    static List<Sentence> read(
            StoredJournal journal, UnaryOperator<Entry> opened, long sequence, Cardholders people) {
        return new ToldFinding(journal, opened, sequence).told(people);
    }

    private List<Sentence> told(Cardholders people) {
        journal.forEach(this::find);
        if (found == null) {
            throw new CommandFailed(
                    "there is no entry " + sequence + ": the journal ends at " + last);
        }
        if (!(found instanceof FindingRaised finding)) {
            throw new CommandFailed(
                    "entry %d is no finding but %s".formatted(sequence, FactCodec.type(found)));
        }
        Set<Long> wanted = Set.copyOf(finding.because());
        journal.forEach(raw -> collect(raw, wanted, finding));
        List<Link> links =
                finding.because().stream().map(one -> new Link(one, chain.get(one))).toList();
        return new Explanation(site, policy, people).lines(sequence, finding, links, withdrawal);
    }

    private void find(RawEntry raw) {
        last = raw.sequence();
        if (last == sequence) {
            found = read(raw);
        } else if (last < sequence && isOf(raw, "plan.adopted")) {
            if (read(raw) instanceof PlanAdopted plan) {
                site = plan.site();
                policy = plan.policy();
            }
        }
    }

    private void collect(RawEntry raw, Set<Long> wanted, FindingRaised finding) {
        if (wanted.contains(raw.sequence())) {
            chain.put(raw.sequence(), read(raw));
        }
        if (raw.sequence() > sequence
                && withdrawal == null
                && isOf(raw, "finding.withdrawn")
                && read(raw) instanceof FindingWithdrawn withdrawn
                && isSame(finding, withdrawn)) {
            withdrawal = new Link(raw.sequence(), withdrawn);
        }
    }

    /// A rule, a zone, a subject, a moment and a trigger name a finding.
    private static boolean isSame(FindingRaised raised, FindingWithdrawn withdrawn) {
        return raised.rule().equals(withdrawn.rule())
                && Objects.equals(raised.zone(), withdrawn.zone())
                && raised.subject().equals(withdrawn.subject())
                && raised.at().equals(withdrawn.at())
                && raised.because().getFirst().equals(withdrawn.because().getFirst());
    }

    /// Whether an entry may be of a type: looked up in its bytes, because most are not, and reading
    /// each as JSON would take ten times as long.
    private static boolean isOf(RawEntry raw, String type) {
        return new String(raw.bytes(), StandardCharsets.ISO_8859_1)
                .contains("\"type\":\"" + type + '"');
    }

    private Fact read(RawEntry raw) {
        try {
            Entry entry = EntryCodec.decode(raw.bytes());
            return opened.apply(entry).fact();
        } catch (Unreadable e) {
            throw new CommandFailed(
                    "entry " + raw.sequence() + " can't be read: " + e.getMessage());
        }
    }
}
