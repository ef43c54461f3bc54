package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.MediaRemoved;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.web.Item.MachineItem;
import sekisho.web.Item.Plugged;
import sekisho.web.Item.SourceItem;
import sekisho.web.Item.SourceState;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// What is plugged into which machine, whether a rule objects to it, and whether the machine's
/// agent can be heard.
final class Machines {
    /// Removals that may still come in before the insertion they end.
    private static final int REMOVALS_KEPT = 1000;

    private record Slot(MachineId machine, MediaId media, @Nullable String port) {}

    private final Changes<MachineId, MachineItem> machines = new Changes<>();
    private final Map<SourceId, MachineId> agents = new HashMap<>();
    private final Map<SourceId, SourceItem> sources = new HashMap<>();
    private final Map<Long, MachineId> insertions = new HashMap<>();
    private final SequencedMap<Slot, Instant> removals = new LinkedHashMap<>();

    void adopt(Site site, long sequence) {
        machines.retainAll(
                site.machines().stream().map(Site.Machine::id).collect(Collectors.toSet()));
        for (Site.Machine machine : site.machines()) {
            SourceId agent = agent(machine.id());
            agents.putIfAbsent(agent, machine.id());
            MachineItem before = known(machine.id(), machine.zone(), sequence);
            put(
                    new MachineItem(
                            sequence,
                            machine.id(),
                            machine.name(),
                            machine.zone(),
                            before.agent(),
                            before.since(),
                            before.media()));
            heard(sources.get(agent), sequence);
        }
    }

    /// The source that tells of a machine's media is the machine's agent.
    void inserted(MediaInserted fact, @Nullable SourceId agent, long sequence) {
        MachineItem before = known(fact.machine(), fact.zone(), sequence);
        var media = new ArrayList<>(before.media());
        media.removeIf(plugged -> isSlot(plugged, fact.media(), fact.port()));
        Instant removed = removals.get(new Slot(fact.machine(), fact.media(), fact.port()));
        if (removed == null || removed.isBefore(fact.at())) {
            media.add(new Plugged(sequence, fact, true));
            insertions.put(sequence, fact.machine());
        }
        replace(before, media, sequence);
        if (agent != null && agents.put(agent, fact.machine()) == null) {
            heard(sources.get(agent), sequence);
        }
    }

    void removed(MediaRemoved fact, long sequence) {
        MachineItem before = known(fact.machine(), fact.zone(), sequence);
        removals.putLast(new Slot(fact.machine(), fact.media(), fact.port()), fact.at());
        if (removals.size() > REMOVALS_KEPT) {
            removals.pollFirstEntry();
        }
        var media = new ArrayList<>(before.media());
        media.removeIf(plugged ->
                isSlot(plugged, fact.media(), fact.port())
                        && !fact.at().isBefore(plugged.fact().at()));
        replace(before, media, sequence);
    }

    /// A rule objects to what was told by the entry `inserted`, or does so no more.
    void judged(long inserted, boolean permitted, long sequence) {
        MachineId machine = insertions.get(inserted);
        MachineItem before = machine == null ? null : machines.get(machine);
        if (before == null) {
            return;
        }
        List<Plugged> media =
                before.media().stream()
                        .map(plugged ->
                                plugged.inserted() == inserted
                                        ? new Plugged(inserted, plugged.fact(), permitted)
                                        : plugged)
                        .toList();
        replace(before, media, sequence);
    }

    /// A machine's own devices were named: nobody objects to those that are in any more.
    void own(BaselineAdopted baseline, long sequence) {
        MachineItem before = machines.get(baseline.machine());
        if (before != null) {
            replace(
                    before,
                    before.media().stream()
                            .map(plugged ->
                                    baseline.holds(plugged.fact())
                                            ? new Plugged(plugged.inserted(), plugged.fact(), true)
                                            : plugged)
                            .toList(),
                    sequence);
        }
    }

    @Nullable MachineItem get(MachineId machine) {
        return machines.get(machine);
    }

    /// A source came or went; nothing happens unless it is a machine's agent.
    void heard(@Nullable SourceItem source, long sequence) {
        if (source == null) {
            return;
        }
        sources.put(source.id(), source);
        MachineId machine = agents.get(source.id());
        MachineItem before = machine == null ? null : machines.get(machine);
        if (before != null) {
            put(
                    new MachineItem(
                            sequence,
                            before.id(),
                            before.name(),
                            before.zone(),
                            source.state(),
                            source.since(),
                            before.media()));
        }
    }

    List<MachineItem> since(long sequence) {
        return machines.since(sequence, (item, _) -> item);
    }

    /// What an agent calls itself, unless it is told otherwise; then it is known when it first
    /// tells of media.
    private static SourceId agent(MachineId machine) {
        return new SourceId("agent-" + machine.value());
    }

    private MachineItem known(MachineId id, ZoneId zone, long sequence) {
        MachineItem known = machines.get(id);
        return known != null
                ? known
                : new MachineItem(
                        sequence, id, id.value(), zone, SourceState.UNKNOWN, null, List.of());
    }

    private void replace(MachineItem before, List<Plugged> media, long sequence) {
        for (Plugged gone : before.media()) {
            if (media.stream().noneMatch(plugged -> plugged.inserted() == gone.inserted())) {
                insertions.remove(gone.inserted());
            }
        }
        put(
                new MachineItem(
                        sequence,
                        before.id(),
                        before.name(),
                        before.zone(),
                        before.agent(),
                        before.since(),
                        media));
    }

    private void put(MachineItem item) {
        machines.put(item.id(), item, item.changed());
    }

    /// A removal does not always know the port.
    private static boolean isSlot(Plugged plugged, MediaId media, @Nullable String port) {
        String other = plugged.fact().port();
        return plugged.fact().media().equals(media)
                && (port == null || other == null || Objects.equals(port, other));
    }
}
