package sekisho.words;

import org.jspecify.annotations.Nullable;

import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Site;
import sekisho.site.VisitId;
import sekisho.site.VisitorDetails;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/// What the plan and the register call things; the id where nobody gave a name.
public final class Names {
    /// How a card is named that nobody can read any more.
    private static final String PSEUDONYM = "card:";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Map<ZoneId, String> zones = new HashMap<>();
    private final Map<DoorId, String> doors = new HashMap<>();
    private final Map<MachineId, String> machines = new HashMap<>();
    private final Cardholders cardholders;
    private final java.time.ZoneId clock;

    public Names(Site site, Cardholders cardholders) {
        site.zones().forEach(zone -> zones.put(zone.id(), zone.name()));
        site.doors().forEach(door -> doors.put(door.id(), door.name()));
        site.machines().forEach(machine -> machines.put(machine.id(), machine.name()));
        this.cardholders = cardholders;
        this.clock = site.clock();
    }

    public Sentence zone(@Nullable ZoneId zone) {
        return Sentence.same(zone == null ? "?" : zones.getOrDefault(zone, zone.value()));
    }

    public Sentence door(DoorId door) {
        return Sentence.same(doors.getOrDefault(door, door.value()));
    }

    public Sentence machine(MachineId machine) {
        return Sentence.same(machines.getOrDefault(machine, machine.value()));
    }

    public Sentence person(PersonId person) {
        return Sentence.same(cardholders.name(person));
    }

    /// What the register calls whoever presented a credential; null when it knows nobody.
    public @Nullable String holder(@Nullable PersonId person, @Nullable CredentialId credential) {
        if (person != null) {
            return cardholders.name(person);
        }
        var holder = credential == null ? null : cardholders.holding(credential);
        return holder == null ? null : holder.name();
    }

    /// Who presented a credential: the person, else the holder on the register, else the card.
    public Sentence who(@Nullable PersonId person, @Nullable CredentialId credential) {
        String holder = holder(person, credential);
        if (holder != null) {
            return Sentence.same(holder);
        }
        if (credential != null && credential.value().startsWith(PSEUDONYM)) {
            return Messages.of("lack.card");
        }
        return credential == null
                ? Messages.of("who.unknown")
                : Messages.of("who.card", Map.of("credential", Sentence.same(credential.value())));
    }

    /// A visitor by name and company, as far as they were written down.
    public Sentence visitor(VisitRegistered visit) {
        var details = VisitorDetails.of(visit);
        String name = details.name();
        String company = details.company();
        if (name == null) {
            return visitor(visit.visit());
        }
        return company == null
                ? Sentence.same(name)
                : Messages.of(
                        "visitor.named",
                        Map.of("name", Sentence.same(name), "company", Sentence.same(company)));
    }

    /// A visitor of whom only the visit's number is known.
    public Sentence visitor(VisitId visit) {
        return Messages.of("visitor.unnamed", Map.of("visit", Sentence.same(visit.value())));
    }

    /// A medium as printed on its sticker, else as it identifies itself.
    public Sentence media(MediaId media) {
        return Sentence.same(media.value());
    }

    /// The site's own time of day, to the minute.
    public Sentence time(Instant at) {
        return Sentence.same(TIME.format(at.atZone(clock)));
    }

    /// The site's own date and time, to the second.
    public Sentence dateTime(Instant at) {
        return Sentence.same(DATE_TIME.format(at.atZone(clock)));
    }
}
