package sekisho.audit;

import sekisho.journal.Entry;
import sekisho.journal.tree.Fault;
import sekisho.journal.tree.Fault.Kind;
import sekisho.journal.tree.Keys;
import sekisho.site.Deed;

import java.util.ArrayList;
import java.util.List;

/// Compares the log's handovers from key to key with the entries that say so. The entry comes
/// first, so the last one may still be without its handover.
final class Rekeyings {
    private record Said(long entry, Keys.Handover handover) {}

    private final List<Said> said = new ArrayList<>();

    void accept(Entry entry) {
        if (entry.fact() instanceof Deed.DeedDone deed
                && deed.type().equals(Deed.STATION_REKEYED)
                && deed.members().get("from") instanceof String from
                && deed.members().get("to") instanceof String to) {
            said.add(new Said(entry.sequence(), new Keys.Handover(from, to)));
        }
    }

    /// @param done the handovers of the log, read before the entries
    List<Fault> faults(List<Keys.Handover> done) {
        List<Fault> faults = new ArrayList<>();
        for (Keys.Handover one : done) {
            if (said.stream().noneMatch(entry -> entry.handover().equals(one))) {
                faults.add(
                        new Fault(
                                Kind.SIGNATURE,
                                0,
                                "the log was handed over to the key "
                                        + one.to()
                                        + ", and no entry says so"));
            }
        }
        for (Said one : said) {
            if (!done.contains(one.handover()) && one != said.getLast()) {
                faults.add(
                        new Fault(
                                Kind.SIGNATURE,
                                one.entry(),
                                "entry "
                                        + one.entry()
                                        + " says that the log was handed over to the key "
                                        + one.handover().to()
                                        + ", and its handover is missing"));
            }
        }
        return faults;
    }
}
