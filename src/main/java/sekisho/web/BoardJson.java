package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.Id;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.Recording;
import sekisho.site.Site;
import sekisho.site.VisitorDetails;
import sekisho.site.ZoneId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Times;
import sekisho.web.Item.CardInside;
import sekisho.web.Item.DoorItem;
import sekisho.web.Item.MachineItem;
import sekisho.web.Item.Plugged;
import sekisho.web.Item.SourceItem;
import sekisho.web.Item.ZoneItem;
import sekisho.words.FactWords;
import sekisho.words.Messages;
import sekisho.words.Names;
import sekisho.words.Sentence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The board as the browser reads it.
final class BoardJson {
    private final AlarmJson alarms;
    private final Opening opening;

    BoardJson(AlarmJson alarms, Opening opening) {
        this.alarms = alarms;
        this.opening = opening;
    }

    /// One message of the live board.
    String text(Patch patch, Recording recording, Instant now) {
        var members = new HashMap<String, Object>();
        members.put("sequence", patch.sequence());
        members.put("now", Times.write(now));
        members.put("whole", patch.whole());
        members.put(
                "zones", patch.zones().stream().map(zone -> zone(zone, patch.names())).toList());
        members.put("doors", patch.doors().stream().map(BoardJson::door).toList());
        members.put("machines", patch.machines().stream().map(BoardJson::machine).toList());
        members.put("sources", patch.sources().stream().map(BoardJson::source).toList());
        members.put("desks", patch.desks().stream().map(BoardJson::desk).toList());
        members.put(
                "alarms",
                patch.alarms().stream().map(item -> alarms.members(item.alarm(), patch)).toList());
        var words = new FactWords(patch.names());
        members.put("facts", patch.facts().stream().map(entry -> fact(entry, words)).toList());
        put(members, recording);
        return CanonicalJson.of(members);
    }

    /// The sign that the station is there, while nothing changes.
    static String beat(Recording recording, Instant now) {
        var members = new HashMap<String, Object>();
        members.put("now", Times.write(now));
        put(members, recording);
        return CanonicalJson.of(members);
    }

    /// Nothing is said while all is well.
    private static void put(Map<String, Object> members, Recording recording) {
        if (recording.state() == Recording.State.GOING) {
            return;
        }
        String key =
                "recording." + recording.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var reason = Map.of("reason", Sentence.same(recording.reason()));
        members.put(
                "recording",
                Map.of(
                        "going", recording.takesFacts(),
                        "since", Times.write(recording.since()),
                        "title", Messages.of(key, Map.of()).members(),
                        "advice", Messages.of(key + ".advice", reason).members()));
    }

    /// The plan's zone, without who is inside.
    static Map<String, Object> zone(Site.Zone zone) {
        var members = new HashMap<String, Object>();
        members.put("id", zone.id().value());
        members.put("name", zone.name());
        put(members, "within", zone.within());
        return members;
    }

    private Map<String, Object> zone(ZoneItem item, Names names) {
        Map<String, Object> members = zone(item.zone());
        List<Object> inside = new ArrayList<>();
        item.cards().forEach(card -> inside.add(card(card, names)));
        item.visits().forEach(visit -> inside.add(visitor(visit, names)));
        members.put("inside", inside);
        return members;
    }

    private Map<String, Object> card(CardInside card, Names names) {
        Holder holder = opened(card.holder());
        Map<String, Object> members =
                inside("card", holder.id(), names.holder(holder.person(), holder.credential()));
        if (Opening.isPseudonym(holder.credential())) {
            members.put("lack", Messages.of("lack.card").members());
        }
        put(members, "since", card.since());
        return members;
    }

    private Holder opened(Holder holder) {
        var credential = holder.credential();
        return credential == null
                ? holder
                : new Holder(holder.person(), opening.cards().apply(credential));
    }

    private Map<String, Object> visitor(Entry stored, Names names) {
        Entry entry = opening.entries().apply(stored);
        if (!(entry.fact() instanceof VisitRegistered visit)) {
            throw new IllegalStateException(stored.sequence() + " registers no visit");
        }
        var details = VisitorDetails.of(visit);
        Map<String, Object> members = inside("visitor", visit.visit().value(), details.name());
        Sentence lack = opening.lack(entry);
        if (details.name() == null && lack != null) {
            members.put("lack", lack.members());
        }
        put(members, "since", visit.at());
        put(members, "company", details.company());
        var escort = visit.escort();
        if (escort != null) {
            put(members, "escort", names.holder(escort, null));
        }
        put(members, "plannedExit", visit.plannedExit());
        return members;
    }

    /// Somebody without a name goes by the id, and is marked.
    private static Map<String, Object> inside(String kind, String id, @Nullable String name) {
        var members = new HashMap<String, Object>();
        members.put("kind", kind);
        members.put("id", id);
        members.put("name", name == null ? id : name);
        if (name == null) {
            members.put("unknown", true);
        }
        return members;
    }

    private static Map<String, Object> door(DoorItem door) {
        var members = new HashMap<String, Object>();
        members.put("id", door.id().value());
        members.put("name", door.name());
        members.put("zone", door.zone().value());
        put(members, "exit", door.exit());
        put(members, "state", door.state());
        put(members, "since", door.since());
        return members;
    }

    private static Map<String, Object> machine(MachineItem machine) {
        var members = new HashMap<String, Object>();
        members.put("id", machine.id().value());
        members.put("name", machine.name());
        members.put("zone", machine.zone().value());
        put(members, "agent", machine.agent());
        put(members, "since", machine.since());
        members.put("media", machine.media().stream().map(BoardJson::plugged).toList());
        return members;
    }

    /// Whose the card is, a page asks for: it may have changed since.
    private static Map<String, Object> desk(Item.DeskItem desk) {
        var members = new HashMap<String, Object>();
        members.put("reader", desk.reader().value());
        members.put("card", desk.changed());
        put(members, "at", desk.at());
        return members;
    }

    private static Map<String, Object> plugged(Plugged plugged) {
        var fact = plugged.fact();
        var members = new HashMap<String, Object>();
        members.put("media", fact.media().value());
        put(members, "port", fact.port());
        put(members, "vid", fact.vid());
        put(members, "pid", fact.pid());
        put(members, "serial", fact.serial());
        members.put("interfaces", fact.interfaces());
        put(members, "since", fact.at());
        members.put("judgement", plugged.permitted() ? "permitted" : "unpermitted");
        return members;
    }

    private static Map<String, Object> source(SourceItem source) {
        var members = new HashMap<String, Object>();
        members.put("id", source.id().value());
        put(members, "zone", source.zone());
        put(members, "state", source.state());
        put(members, "since", source.since());
        put(members, "reason", source.reason());
        return members;
    }

    private Map<String, Object> fact(Entry stored, FactWords words) {
        Entry entry = opening.entries().apply(stored);
        var members = new HashMap<String, Object>();
        members.put("sequence", entry.sequence());
        members.put("at", Times.write(entry.fact().at()));
        members.put("recordedAt", Times.write(entry.recordedAt()));
        members.put("type", FactCodec.type(entry.fact()));
        ZoneId zone = entry.fact().zone();
        put(members, "zone", zone);
        Sentence text = words.sentence(entry.fact());
        Sentence lack = opening.lack(entry);
        members.put(
                "text",
                (lack == null ? text : Messages.of("lack.text", Map.of("text", text, "lack", lack)))
                        .members());
        return members;
    }

    /// Adds a member, unless it is absent.
    static void put(Map<String, Object> members, String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Id id -> members.put(name, id.value());
            case Instant at -> members.put(name, Times.write(at));
            case Enum<?> word -> members.put(name, word.name().toLowerCase(Locale.ROOT));
            default -> members.put(name, value);
        }
    }
}
