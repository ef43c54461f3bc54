package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import sekisho.config.Fault;
import sekisho.config.Faults;
import sekisho.config.Misconfigured;
import sekisho.config.Section;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.PersonId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A small site, and mappings as somebody would write them for it.
final class Mappings {
    static final Path FILE = Path.of("mapping.yaml");
    static final Instant ARRIVAL = Instant.parse("2026-11-21T00:00:00Z");
    static final PersonId AOKI = new PersonId("p-1");
    static final Places PLACES =
            new Places(
                    Map.of(
                            new DoorId("main"), new ZoneId("room"),
                            new DoorId("rear"), new ZoneId("vault")),
                    Map.of(new MachineId("db-1"), new ZoneId("room")),
                    Set.of(new ZoneId("room"), new ZoneId("vault")),
                    java.time.ZoneId.of("Asia/Tokyo"));
    static final Cardholders PEOPLE =
            new Cardholders(
                    List.of(
                            new Cardholder(AOKI, "青木 一郎", List.of(new CredentialId("card:77"))),
                            new Cardholder(new PersonId("p-2"), "佐藤 花", List.of()),
                            new Cardholder(new PersonId("p-3"), "佐藤 花", List.of())));

    private Mappings() {}

    /// The mapper of a mapping that must be right.
    static Mapper mapper(String yaml) throws Misconfigured {
        var faults = new Faults(FILE);
        Section root = Section.root("the mapping", yaml, faults);
        Mapping mapping = MappingPart.read(root, PLACES, null);
        root.close();
        faults.check();
        if (mapping == null) {
            throw new AssertionError("a mapping without a fault was not read");
        }
        return new Mapper(mapping, new SourceId("panel"), PEOPLE);
    }

    /// What is wrong with a mapping.
    static List<String> faults(String yaml, @Nullable Collection<String> fields) {
        var faults = new Faults(FILE);
        try {
            Section root = Section.root("the mapping", yaml, faults);
            MappingPart.read(root, PLACES, fields);
            root.close();
            faults.check();
            return List.of();
        } catch (Misconfigured e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }

    /// A record written as `name=text; name=text`.
    static Fields record(String written) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String one : written.split(";")) {
            String[] parts = one.split("=", 2);
            texts.put(parts[0].strip(), parts.length == 2 ? parts[1] : "");
        }
        return Fields.of(texts);
    }
}
