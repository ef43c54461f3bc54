package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.PersonId;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Applies a [Mapping] to the records of one source. Total: every record is told, ignored or
/// refused, and none is an exception.
///
/// A person is who holds the credential, or whom the record names by an id or the name of the
/// register. Whoever is neither goes beside the fact as `holder`, which is sealed in the journal: a
/// name never stands in an entry.
public final class Mapper {
    private final Mapping mapping;
    private final SourceId source;
    private final Cardholders people;
    private final Map<String, PersonId> byName = new HashMap<>();

    /// @param source whose records they are
    /// @param people who holds which credential, and what they are called
    public Mapper(Mapping mapping, SourceId source, Cardholders people) {
        this.mapping = mapping;
        this.source = source;
        this.people = people;
        List<String> shared = new ArrayList<>();
        for (Cardholder one : people.all()) {
            if (byName.put(one.name(), one.person()) != null) {
                shared.add(one.name());
            }
        }
        shared.forEach(byName::remove);
    }

    /// What a record means.
    ///
    /// @param arrival when it came, for one that does not say when it happened; null where nobody
    ///   saw it coming: such a record is refused
    public Mapped map(Fields record, @Nullable Instant arrival) {
        try {
            Fields fields = withExtracts(record);
            String word = mapping.type().of(fields, "type");
            if (word == null) {
                throw new Unreadable(
                        "the field %s is empty, and it tells the type"
                                .formatted(mapping.type().from().written()));
            }
            if (word.equals(Mapping.IGNORE)) {
                return new Mapped.Ignored(
                        Objects.requireNonNullElse(mapping.type().from().of(fields), word));
            }
            Kind kind = Kind.of(word);
            if (kind == null) {
                throw new Unreadable("no record can become \"" + word + '"');
            }
            return told(kind, fields, arrival);
        } catch (Unreadable e) {
            return new Mapped.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Fields withExtracts(Fields record) throws Unreadable {
        Fields fields = record;
        for (Mapping.Extract extract : mapping.extracts()) {
            Fields before = fields;
            String text = extract.from().of(before);
            Fields found = text == null ? null : extract.patterns().fields(text);
            if (found != null) {
                fields =
                        name -> {
                            String value = before.field(name);
                            return value == null ? found.field(name) : value;
                        };
            }
        }
        return fields;
    }

    private Mapped told(Kind kind, Fields fields, @Nullable Instant arrival) throws Unreadable {
        List<String> doubts = new ArrayList<>();
        Map<String, String> said = said(kind, fields);
        Instant at = at(fields, arrival, doubts);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("at", at.toEpochMilli());
        members.put("source", source.value());
        members.putAll(said);
        located(said, members);
        holder(kind, said, members);
        boolean named = said.containsKey("vid") && said.containsKey("pid");
        for (String need : kind.needs()) {
            if (members.get(need) == null && !(need.equals("media") && named)) {
                throw new Unreadable(
                        "%s needs \"%s\", and this record gives none".formatted(kind.type(), need));
            }
        }
        members.put("type", kind.type());
        if (kind.type().equals(Kind.READ)) {
            decide(members);
        }
        if (!doubts.isEmpty()) {
            members.put("doubt", String.join("; ", doubts));
        }
        Sighting read = FactCodec.read(members);
        return new Mapped.Told(read.fact(), read.unknown(), doubts);
    }

    /// The members as the record gives them; only those that the kind takes.
    private Map<String, String> said(Kind kind, Fields fields) throws Unreadable {
        Map<String, String> said = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : placed(kind, fields).entrySet()) {
            if (takes(kind, one.getKey())) {
                said.put(one.getKey(), one.getValue());
            }
        }
        for (Map.Entry<String, Choice> one : mapping.members().entrySet()) {
            String member = one.getKey();
            if (takes(kind, member) && !said.containsKey(member)) {
                String value = one.getValue().of(fields, member);
                if (value != null) {
                    said.put(member, value);
                }
            }
        }
        return said;
    }

    private Map<String, String> placed(Kind kind, Fields fields) throws Unreadable {
        Mapping.Place place = mapping.place();
        String text = place == null ? null : place.from().of(fields);
        if (place == null || text == null) {
            return Map.of();
        }
        Map<String, String> members = place.table().of(text);
        if (members == null) {
            members = place.otherwise();
        }
        if (members == null && needsAPlace(kind)) {
            throw new Unreadable(
                    "the table of \"place\" has no \"%s\"; add it there".formatted(text));
        }
        return members == null ? Map.of() : members;
    }

    private static boolean needsAPlace(Kind kind) {
        return kind.needs().stream().anyMatch(List.of("door", "zone", "machine")::contains);
    }

    private static boolean takes(Kind kind, String member) {
        return kind.needs().contains(member) || kind.takes().contains(member);
    }

    private void located(Map<String, String> said, Map<String, @Nullable Object> members)
            throws Unreadable {
        String door = said.get("door");
        String machine = said.get("machine");
        String zone = said.get("zone");
        if (door != null) {
            ZoneId behind = mapping.places().doors().get(id("door", door, DoorId::new));
            members.put("zone", known("door", door, behind).value());
        } else if (machine != null) {
            ZoneId around = mapping.places().machines().get(id("machine", machine, MachineId::new));
            members.put("zone", known("machine", machine, around).value());
        } else if (zone != null) {
            ZoneId id = id("zone", zone, ZoneId::new);
            known("zone", zone, mapping.places().zones().contains(id) ? id : null);
        }
    }

    private static <T> T known(String what, String id, @Nullable T found) throws Unreadable {
        if (found == null) {
            throw new Unreadable(
                    "the site file has no %s \"%s\"; declare it there or give it a table here"
                            .formatted(what, id));
        }
        return found;
    }

    private void holder(Kind kind, Map<String, String> said, Map<String, @Nullable Object> members)
            throws Unreadable {
        String member = takes(kind, "operator") ? "operator" : "person";
        if (!takes(kind, member) && !takes(kind, "credential")) {
            return;
        }
        String named = said.get(member);
        String card = said.get("credential");
        PersonId person = null;
        if (named != null) {
            PersonId id = id(member, named, PersonId::new);
            person = people.has(id) ? id : byName.get(named);
        } else if (card != null) {
            Cardholder holding = people.holding(id("credential", card, CredentialId::new));
            person = holding == null ? null : holding.person();
        }
        members.remove(member);
        if (person != null) {
            members.put(member, person.value());
        } else if (named != null) {
            if (kind.needs().contains(member)) {
                throw new Unreadable(
                        "\"people\" of the site file has nobody whose id or name is \"%s\""
                                .formatted(named));
            }
            members.put("holder", named);
        }
    }

    /// Whom the register knows is let in, as at every reader of our own.
    private static void decide(Map<String, @Nullable Object> members) {
        boolean known = members.get("person") != null;
        members.put("type", known ? "access.granted" : "access.denied");
        if (!known) {
            members.put("reason", "unknown-credential");
        }
    }

    private Instant at(Fields fields, @Nullable Instant arrival, List<String> doubts)
            throws Unreadable {
        TimeReading.Read read = mapping.at() == null ? null : mapping.at().of(fields);
        if (read != null) {
            if (read.doubt() != null) {
                doubts.add(read.doubt());
            }
            return read.at();
        }
        if (arrival == null) {
            throw new Unreadable("it does not say when it happened");
        }
        if (mapping.at() != null) {
            doubts.add("it does not say when it happened; when it arrived is taken");
        }
        return arrival;
    }

    private static <T> T id(String member, String text, java.util.function.Function<String, T> id)
            throws Unreadable {
        try {
            return id.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable('"' + member + "\": " + e.getMessage());
        }
    }
}
