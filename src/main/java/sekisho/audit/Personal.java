package sekisho.audit;

import sekisho.journal.Entry;
import sekisho.journal.disclosure.DisclosureCheck;
import sekisho.journal.disclosure.Doubt;
import sekisho.journal.disclosure.PresentedEntries;
import sekisho.journal.tree.Fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// What the entries commit to, as a report says it.
final class Personal {
    private Personal() {}

    static void show(Entry entry, DisclosureCheck check) {
        try {
            check.accept(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Fault> faults(List<Doubt> doubts) {
        return doubts.stream()
                .map(doubt -> new Fault(kind(doubt.kind()), doubt.entry(), doubt.sentence()))
                .toList();
    }

    private static Fault.Kind kind(Doubt.Kind kind) {
        return switch (kind) {
            case ALTERED -> Fault.Kind.ALTERED;
            case MISSING, UNAPPROVED -> Fault.Kind.ERASED;
        };
    }

    static List<String> notes(PresentedEntries.Presentation found) {
        List<String> notes = new ArrayList<>();
        if (found.present() + found.erased() > 0) {
            notes.add(
                    "%d commitments to personal data are answered here, %d were erased"
                            .formatted(found.present(), found.erased()));
        }
        if (found.believed() > 0) {
            notes.add(
                    found.believed()
                            + " of the erased ones are so by the exporter's word: the certificates"
                            + " lie outside of this export (--certificates)");
        }
        if (found.outlived() > 0) {
            notes.add(
                    found.outlived()
                            + " of the answered ones were erased after this export was made: it"
                            + " still holds them, and is to be destroyed");
        }
        if (found.untold() > 0) {
            notes.add(
                    found.untold()
                            + " commitments to personal data, which are not told here: names and"
                            + " cards stand as pseudonyms");
        }
        return notes;
    }

    static List<String> notes(DisclosureCheck.Found found) {
        List<String> notes = new ArrayList<>();
        if (found.present() + found.erased() > 0) {
            notes.add(
                    "%d commitments to personal data: %d answered, %d erased with a certificate"
                            .formatted(
                                    found.present() + found.erased(),
                                    found.present(),
                                    found.erased()));
        }
        if (!found.opened()) {
            notes.add(
                    "the keys of personal data are not at hand: that something is kept for entries"
                            + " was checked, and not what");
        }
        return notes;
    }
}
