package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import sekisho.site.Deed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who has asked for which erasure, who has approved it, what is certified, and what must not be
/// erased: a function of the `erasure.*` deeds of the journal. One thread.
public final class Erasures {
    /// Somebody asks that subjects be erased: `request`, `subjects`, `reason`.
    public static final String REQUESTED = "erasure.requested";

    /// Another person agrees: `request`.
    public static final String APPROVED = "erasure.approved";

    /// Somebody does not, or the one who asked takes it back: `request`, `reason`.
    public static final String REFUSED = "erasure.refused";

    /// It was done: `request`, `requestedBy`, `approvedBy`, `reason`, `commitments`, `part`,
    /// `parts`.
    public static final String DONE = "erasure.done";

    /// Nothing of these subjects, or of anybody, may be erased: `hold`, `subjects`, `reason`.
    public static final String HELD = "erasure.held";

    /// A hold ends: `hold`, `reason`.
    public static final String RELEASED = "erasure.released";

    /// How far a request has come.
    public enum State {
        WAITING,
        APPROVED,
        REFUSED,
        DONE
    }

    /// A request for an erasure.
    ///
    /// @param sequence of the entry by which it was made
    /// @param approvedBy absent while nobody has
    public record Request(
            String id,
            long sequence,
            Instant at,
            String by,
            String reason,
            List<String> subjects,
            State state,
            @Nullable String approvedBy) {
        public Request {
            subjects = List.copyOf(subjects);
        }

        Request in(State next, @Nullable String approver) {
            return new Request(id, sequence, at, by, reason, subjects, next, approver);
        }
    }

    /// Subjects that must be kept.
    ///
    /// @param subjects empty for everybody's
    public record Hold(String id, Instant at, String by, String reason, Set<String> subjects) {
        public Hold {
            subjects = Set.copyOf(subjects);
        }

        /// Whether it covers a subject, or what is kept of it for days.
        public boolean covers(String subject) {
            int brief = subject.indexOf('#');
            String whole = brief < 0 ? subject : subject.substring(0, brief);
            return subjects.isEmpty() || subjects.contains(whole) || subjects.contains(subject);
        }
    }

    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private final Map<String, List<Long>> deeds = new HashMap<>();

    /// By commitment, whether its erasure was approved by a second person.
    private final Map<String, Boolean> certified = new HashMap<>();

    /// Takes the next deed of the journal.
    public void accept(long sequence, Deed.DeedDone deed) {
        if (deed.members().get("request") instanceof String request) {
            deeds.computeIfAbsent(request, _ -> new ArrayList<>()).add(sequence);
        }
        switch (deed.type()) {
            case REQUESTED -> {
                String id = text(deed, "request");
                requests.putIfAbsent(
                        id,
                        new Request(
                                id,
                                sequence,
                                deed.at(),
                                deed.by(),
                                text(deed, "reason"),
                                texts(deed, "subjects"),
                                State.WAITING,
                                null));
            }
            case APPROVED -> approved(deed);
            case REFUSED -> move(deed, State.WAITING, State.REFUSED, null);
            case DONE -> done(deed);
            case HELD -> {
                String id = text(deed, "hold");
                holds.put(
                        id,
                        new Hold(
                                id,
                                deed.at(),
                                deed.by(),
                                text(deed, "reason"),
                                new TreeSet<>(texts(deed, "subjects"))));
            }
            case RELEASED -> holds.remove(text(deed, "hold"));
            default -> {}
        }
    }

    private void approved(Deed.DeedDone deed) {
        Request request = requests.get(text(deed, "request"));
        if (request != null && !request.by().equals(deed.by())) {
            move(deed, State.WAITING, State.APPROVED, deed.by());
        }
    }

    private void done(Deed.DeedDone deed) {
        Request request = requests.get(text(deed, "request"));
        boolean lawful = request != null && request.approvedBy() != null;
        texts(deed, "commitments").forEach(one -> certified.merge(one, lawful, Boolean::logicalOr));
        if (deed.members()
                .getOrDefault("part", 1L)
                .equals(deed.members().getOrDefault("parts", 1L))) {
            move(deed, State.APPROVED, State.DONE, null);
        }
    }

    private void move(Deed.DeedDone deed, State from, State to, @Nullable String approver) {
        requests.computeIfPresent(
                text(deed, "request"),
                (_, request) ->
                        request.state() == from
                                ? request.in(to, approver == null ? request.approvedBy() : approver)
                                : request);
    }

    /// All requests, oldest first.
    public List<Request> requests() {
        return List.copyOf(requests.values());
    }

    /// A request; null when there is none of that number.
    public @Nullable Request request(String id) {
        return requests.get(id);
    }

    /// The entries of the deeds about a request, in their order.
    public List<Long> deeds(String id) {
        return List.copyOf(deeds.getOrDefault(id, List.of()));
    }

    /// The holds in force.
    public List<Hold> holds() {
        return List.copyOf(holds.values());
    }

    /// The hold that covers a subject; null when none does.
    public @Nullable Hold holding(String subject) {
        return holds.values().stream()
                .filter(hold -> hold.covers(subject))
                .findFirst()
                .orElse(null);
    }

    /// By commitment, whether its erasure was approved by a second person.
    public Map<String, Boolean> certified() {
        return Map.copyOf(certified);
    }

    /// Whether a certificate names a commitment.
    public boolean isCertified(String commitment) {
        return certified.containsKey(commitment);
    }

    private static String text(Deed.DeedDone deed, String name) {
        return deed.members().get(name) instanceof String text ? text : "";
    }

    private static List<String> texts(Deed.DeedDone deed, String name) {
        List<String> texts = new ArrayList<>();
        if (deed.members().get(name) instanceof List<?> list) {
            list.forEach(one -> texts.add(String.valueOf(one)));
        }
        return texts;
    }
}
