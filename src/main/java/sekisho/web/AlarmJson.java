package sekisho.web;

import static sekisho.web.BoardJson.put;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.alarm.Alarm;
import sekisho.journal.JournalFailed;
import sekisho.journal.JournalReader;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.words.FindingWords;
import sekisho.words.Names;
import sekisho.words.Sentence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// An alarm as the browser reads it, with its reason in one sentence. The sentence rests on entries
/// that may be anywhere in the journal, so it is made once and kept while the plan is the same.
final class AlarmJson {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmJson.class);

    private static final int SENTENCES_KEPT = 1000;

    /// No sentence needs more of what a finding rests on.
    private static final int EVIDENCE_MAX = 16;

    private record Told(Names by, Sentence sentence) {}

    private final JournalReader journal;
    private final Opening opening;
    private final SequencedMap<Long, Told> told = new LinkedHashMap<>();

    /// @param journal as it is stored
    AlarmJson(JournalReader journal, Opening opening) {
        this.journal = journal;
        this.opening = opening;
    }

    Map<String, Object> members(Alarm alarm, Patch patch) {
        var members = new HashMap<String, Object>();
        members.put("finding", alarm.finding());
        members.put("open", alarm.isOpen());
        members.put("rule", alarm.rule());
        put(members, "zone", alarm.zone());
        members.put("subject", opening.subject(alarm.subject()));
        put(members, "at", alarm.at());
        put(members, "recordedAt", alarm.recordedAt());
        members.put("state", alarm.state().name());
        members.put("late", alarm.late());
        members.put("sounding", alarm.isSounding());
        put(members, "acknowledgedBy", alarm.acknowledgedBy());
        put(members, "acknowledgedAt", alarm.acknowledgedAt());
        members.put("title", FindingWords.title(alarm.rule()).members());
        members.put("sentence", sentence(alarm, patch).members());
        return members;
    }

    private Sentence sentence(Alarm alarm, Patch patch) {
        synchronized (told) {
            Told known = told.get(alarm.finding());
            if (known != null && known.by() == patch.names()) {
                return known.sentence();
            }
        }
        var words = new FindingWords(patch.names(), patch.policy());
        Sentence sentence = words.reason(finding(alarm), evidence(alarm));
        synchronized (told) {
            told.putLast(alarm.finding(), new Told(patch.names(), sentence));
            if (told.size() > SENTENCES_KEPT) {
                told.pollFirstEntry();
            }
        }
        return sentence;
    }

    private FindingRaised finding(Alarm alarm) {
        return new FindingRaised(
                alarm.at(),
                alarm.rule(),
                alarm.zone(),
                opening.subject(alarm.subject()),
                alarm.because(),
                alarm.late());
    }

    /// What can't be read is left out: a sentence that says less is better than no board.
    private List<Fact> evidence(Alarm alarm) {
        List<Fact> facts = new ArrayList<>();
        for (long sequence : alarm.because().stream().limit(EVIDENCE_MAX).toList()) {
            try {
                journal.read(sequence, 1)
                        .forEach(entry -> facts.add(opening.entries().apply(entry).fact()));
            } catch (JournalFailed e) {
                LOG.warn("entry {} behind alarm {} can't be read", sequence, alarm.finding(), e);
            }
        }
        return facts;
    }
}
