package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Fault;
import sekisho.site.json.CanonicalJson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a verification found.
///
/// @param checkpoint the newest signed state; absent when nothing is signed
/// @param entries how many entries were read
/// @param agreed how many signed states agree with them, that of `checkpoint` among them
/// @param gaps what the sources left out; no fault of the log
/// @param notes what else an auditor should know, in sentences
/// @param faults in order of the entries they are about; none: sound
public record Report(
        @Nullable Checkpoint checkpoint,
        long entries,
        int agreed,
        List<Gap> gaps,
        List<String> notes,
        List<Fault> faults) {
    public Report {
        gaps = List.copyOf(gaps);
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }

    /// The same with more to say.
    Report and(List<String> moreNotes, List<Fault> moreFaults) {
        return new Report(
                checkpoint,
                entries,
                agreed,
                gaps,
                Stream.concat(notes.stream(), moreNotes.stream()).toList(),
                Stream.concat(faults.stream(), moreFaults.stream()).toList());
    }

    /// Whether everything agrees.
    public boolean isSound() {
        return faults.isEmpty();
    }

    /// For the caller of a program: 0 when sound, else by what the first fault is.
    public int exitCode() {
        return isSound() ? 0 : exitCode(faults.getFirst().kind());
    }

    private static int exitCode(Fault.Kind kind) {
        return switch (kind) {
            case ALTERED -> 10;
            case MISSING -> 11;
            case CUT_OFF -> 12;
            case MISPLACED -> 13;
            case SIGNATURE -> 14;
            case PUBLISHED -> 15;
            case UNREADABLE -> 16;
            case RANGE -> 17;
            case ERASED -> 18;
            case FINDING -> 19;
        };
    }

    /// Line by line, for a terminal.
    public List<String> sentences() {
        var lines = new java.util.ArrayList<String>();
        faults.forEach(fault -> lines.add(fault.sentence()));
        gaps.stream().limit(GAPS_TOLD).forEach(gap -> lines.add("note: " + gap.sentence()));
        if (gaps.size() > GAPS_TOLD) {
            lines.add("note: " + (gaps.size() - GAPS_TOLD) + " gaps more (--json names all)");
        }
        notes.forEach(note -> lines.add("note: " + note));
        lines.add(
                checkpoint == null
                        ? entries + " entries; nothing of them has been signed"
                        : "%d entries, %d signed by %s; %d checkpoints agree"
                                .formatted(
                                        entries, checkpoint.size(), checkpoint.origin(), agreed));
        lines.add(isSound() ? "sound" : "NOT SOUND");
        return lines;
    }

    private static final int GAPS_TOLD = 20;

    /// For other programs.
    public String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("sound", isSound());
        members.put("exit", (long) exitCode());
        members.put("entries", entries);
        members.put("checkpoints", (long) agreed);
        if (checkpoint != null) {
            members.put(
                    "checkpoint",
                    Map.of(
                            "origin", checkpoint.origin(),
                            "size", checkpoint.size(),
                            "root", checkpoint.root().base64()));
        }
        members.put(
                "faults",
                faults.stream()
                        .map(fault ->
                                Map.of(
                                        "kind", fault.kind().name(),
                                        "entry", fault.entry(),
                                        "sentence", fault.sentence()))
                        .toList());
        members.put(
                "gaps",
                gaps.stream()
                        .map(gap ->
                                Map.of(
                                        "source", gap.source(),
                                        "boot", gap.boot(),
                                        "from", gap.from(),
                                        "until", gap.until()))
                        .toList());
        members.put("notes", notes);
        return CanonicalJson.of(members);
    }
}
