package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.edge.Allowance;
import sekisho.edge.Allowances;
import sekisho.journal.Entry;
import sekisho.journal.Follower;
import sekisho.journal.JournalReader;
import sekisho.site.Guarding;
import sekisho.site.MachineId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// What each machine may use, followed from the journal. Until all of that has been read nothing is
/// said: guards go on by what they were told before.
final class AllowedMedia implements Allowances.Source, AutoCloseable {
    private final Allowances allowances;
    private final InstantSource clock;
    private final long known;
    private final Follower follower;
    private volatile boolean whole;

    AllowedMedia(
            Site site,
            Function<ZoneId, Guarding> guarding,
            JournalReader journal,
            InstantSource clock) {
        this.allowances = new Allowances(site, guarding);
        this.clock = clock;
        this.known = journal.durable();
        this.whole = known == 0;
        this.follower = Follower.start("allowed-media", journal, 1, this::take);
    }

    private void take(List<Entry> entries) {
        for (Entry entry : entries) {
            allowances.accept(entry.sequence(), entry.fact());
        }
        whole |= entries.getLast().sequence() >= known;
    }

    @Override
    public @Nullable Allowance of(MachineId machine, ZoneId zone) {
        return whole ? allowances.of(machine, zone, clock.instant()) : null;
    }

    @Override
    public long revision() {
        return allowances.revision();
    }

    @Override
    public void close() {
        follower.close();
    }
}
