package sekisho.journal.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What of a fact is personal, and whose it is. Pure.
///
/// What people write down is personal unless it is named here as harmless: a member that somebody
/// invents tomorrow is kept apart, too. So a member that a rule reads must stand in one of these
/// lists: rules see entries only, never disclosures. What a sensor says is harmless unless it is
/// named here.
final class Personal {
    /// How a card is named in entries: this, and the digest of the disclosure of its UID.
    static final String CARD = "card:";

    /// The member by which a fact names a card.
    static final String CREDENTIAL = "credential";

    /// Who a source says it was, where the register knows nobody of that name.
    private static final String HOLDER = "holder";

    /// Commitments, as RFC 9901 (4.2.4.1) names them.
    static final String COMMITMENTS = "_sd";

    /// Kept for days after the visit, not for years: under a key of their own.
    private static final Set<String> BRIEF = Set.of("signature", "photo", "phone");

    private static final Set<String> PROVENANCE =
            Set.of("type", "at", "source", "boot", "seq", "recordedAt", "sequence", COMMITMENTS);

    private static final Set<String> VISIT =
            Set.of("visit", "visitor", "zone", "kind", "escort", "plannedExit", "badge", "by");

    private static final Set<String> REGISTER =
            Set.of(
                    "authorisation",
                    "badge",
                    "by",
                    "contract",
                    "credential",
                    "from",
                    "kind",
                    "person",
                    "until",
                    "validFrom",
                    "validUntil",
                    "visit",
                    "visitor",
                    "zone",
                    "zones");

    private static final Set<String> ACCESS =
            Set.of("zone", "door", "reader", "direction", CREDENTIAL, "person", "reason");

    /// What machines tell of media: nothing of a person.
    private static final Set<String> BY_MACHINES =
            Set.of("media.inserted", "media.removed", "media.admitted", "media.refused");

    private static final Set<String> CARD_PRESENTED =
            Set.of("reader", CREDENTIAL, "person", "kind", "reason");

    private static final Set<String> MEDIA =
            Set.of(
                    "by",
                    "direction",
                    "from",
                    "interfaces",
                    "machine",
                    "media",
                    "permit",
                    "person",
                    "pid",
                    "port",
                    "serial",
                    "until",
                    "vid",
                    "zone");

    private static final Set<String> DEED =
            Set.of(
                    "approvedBy",
                    "by",
                    "corrects",
                    "count",
                    "entry",
                    "field",
                    "finding",
                    "from",
                    "kind",
                    "person",
                    "request",
                    "until",
                    "visit",
                    "visitor",
                    "zone");

    /// Members that are one person's, to be kept under that person's key.
    ///
    /// @param subject pseudonymous, such as `visit:V-ABC234`
    record Part(String subject, List<String> names) {}

    private Personal() {}

    /// The members of a fact that are personal, by whose they are; mostly none.
    static List<Part> parts(Map<String, Object> members, long sequence) {
        List<String> names = names(members);
        if (names.isEmpty()) {
            return List.of();
        }
        String subject = subject(members, sequence);
        List<String> brief = names.stream().filter(BRIEF::contains).toList();
        List<String> lasting = names.stream().filter(name -> !BRIEF.contains(name)).toList();
        List<Part> parts = new ArrayList<>(2);
        if (!lasting.isEmpty()) {
            parts.add(new Part(subject, lasting));
        }
        if (!brief.isEmpty()) {
            parts.add(new Part(brief(subject), brief));
        }
        return parts;
    }

    private static List<String> names(Map<String, Object> members) {
        String type = type(members);
        return switch (family(type)) {
            case "visit" -> beyond(VISIT, members);
            case "access" -> beyond(ACCESS, members);
            case "card" -> beyond(CARD_PRESENTED, members);
            case "person", "credential", "authorisation", "badge", "contract" ->
                    beyond(REGISTER, members);
            case "media" ->
                    BY_MACHINES.contains(type)
                            ? members.containsKey(HOLDER) ? List.of(HOLDER) : List.of()
                            : beyond(MEDIA, members);
            case "correction", "read" -> beyond(DEED, members);
            case "alarm" -> among(Set.of("note", "comment"), members);
            case "source" -> among(Set.of("sample"), members);
            default -> List.of();
        };
    }

    private static List<String> beyond(Set<String> harmless, Map<String, Object> members) {
        List<String> beyond = null;
        for (String name : members.keySet()) {
            if (!harmless.contains(name) && !PROVENANCE.contains(name)) {
                beyond = beyond == null ? new ArrayList<>() : beyond;
                beyond.add(name);
            }
        }
        if (beyond == null) {
            return List.of();
        }
        beyond.sort(null);
        return beyond;
    }

    private static List<String> among(Set<String> personal, Map<String, Object> members) {
        return personal.stream().filter(members::containsKey).sorted().toList();
    }

    /// Whose the personal members of a fact are. It is the same before and after they are taken
    /// out.
    static String subject(Map<String, Object> members, long sequence) {
        return switch (family(type(members))) {
            case "visit" -> first(members, sequence, "visitor", "visit");
            case "access", "card" -> first(members, sequence, "person", CREDENTIAL);
            case "person", "credential" ->
                    first(members, sequence, "person", "visitor", "visit", CREDENTIAL);
            case "badge", "authorisation", "contract", "media", "correction" ->
                    first(members, sequence, "visitor", "visit", "person", "contract");
            default -> entry(sequence);
        };
    }

    private static String first(Map<String, Object> members, long sequence, String... names) {
        for (String name : names) {
            if (members.get(name) instanceof String id) {
                return name.equals(CREDENTIAL) ? id : name + ':' + id;
            }
        }
        return entry(sequence);
    }

    /// The subject of what belongs to nobody in particular.
    static String entry(long sequence) {
        return "entry:" + sequence;
    }

    /// The subject of what is kept for days only.
    static String brief(String subject) {
        return subject + "#brief";
    }

    /// Whether a fact of this type names a card.
    static boolean namesCard(Map<String, Object> members) {
        return switch (family(type(members))) {
            case "access", "card", "credential", "person", "badge", "authorisation" -> true;
            default -> false;
        };
    }

    /// Whose the card of a fact is: a person's, a visitor's own, or, as one that is lent to many,
    /// nobody's but its own.
    static String holder(Map<String, Object> members, String card) {
        boolean enrols = family(type(members)).equals("credential");
        for (String name : enrols ? List.of("person", "visitor", "visit") : List.of("person")) {
            if (members.get(name) instanceof String id) {
                return name + ':' + id;
            }
        }
        return card;
    }

    private static String type(Map<String, Object> members) {
        return members.get("type") instanceof String type ? type : "";
    }

    private static String family(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? "" : type.substring(0, dot);
    }
}
