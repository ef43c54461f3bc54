package sekisho.retention;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.journal.disclosure.Commitments;
import sekisho.journal.disclosure.Disclosure;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.disclosure.Erasures.Hold;
import sekisho.journal.disclosure.Erasures.Request;
import sekisho.journal.disclosure.Erasures.State;
import sekisho.site.Cardholders;
import sekisho.site.Deed;
import sekisho.site.Intake;
import sekisho.site.PersonId;
import sekisho.site.Retention;
import sekisho.site.Sighting;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Lists what is due, takes requests and approvals, erases, and certifies. Each step is durable in
/// the journal before the next; an erasure that a crash broke off is finished by [#finish()].
///
/// Any thread may use it; one thing at a time is done.
public final class Erasing {
    /// So many subjects fit into one request; the others stay due.
    public static final int SUBJECTS_MAX = 5_000;

    /// So many commitments fit into one entry of a certificate.
    private static final int COMMITMENTS_MAX = 2_000;

    private static final int BATCH = 4096;

    private final JournalReader journal;
    private final DisclosureStore store;
    private final Intake intake;
    private final Retention retention;
    private final Cardholders register;
    private final ZoneId clock;
    private final InstantSource now;
    private final Holdings holdings;

    /// @param journal as it is stored
    /// @param register people who are on it are not due, however long ago they came
    /// @param clock days are read in it
    public Erasing(
            JournalReader journal,
            DisclosureStore store,
            Intake intake,
            Retention retention,
            Cardholders register,
            ZoneId clock,
            InstantSource now) {
        this.journal = journal;
        this.store = store;
        this.intake = intake;
        this.retention = retention;
        this.register = register;
        this.clock = clock;
        this.now = now;
        this.holdings = new Holdings(journal);
    }

    /// A step that can't be taken, and what to do instead.
    public static final class NotAllowed extends Exception {
        private static final long serialVersionUID = 1;

        NotAllowed(String message) {
            super(message);
        }
    }

    /// What is due today and not held, oldest first.
    public synchronized List<Due> due() throws IOException {
        holdings.catchUp();
        LocalDate today = LocalDate.ofInstant(now.instant(), clock);
        Set<String> visiting = holdings.visiting();
        List<Due> due = new ArrayList<>();
        for (var one : holdings.held().entrySet()) {
            String subject = one.getKey();
            if (visiting.contains(subject) || isOnRegister(subject)) {
                continue;
            }
            LocalDate last = LocalDate.ofInstant(one.getValue().last(), clock);
            add(subject, one.getValue().kind(), last, today, due);
            add(subject + "#brief", Due.Kind.BRIEF, last, today, due);
        }
        due.sort(
                java.util.Comparator.comparing(Due::since)
                        .thenComparing(Due::last)
                        .thenComparing(Due::subject));
        return due;
    }

    private void add(String subject, Due.Kind kind, LocalDate last, LocalDate today, List<Due> due)
            throws IOException {
        LocalDate since = kind.due(retention, last);
        if (!today.isBefore(since)
                && holdings.erasures().holding(subject) == null
                && store.holds(subject)) {
            due.add(new Due(subject, kind, last, since));
        }
    }

    private boolean isOnRegister(String subject) {
        return subject.startsWith("person:")
                && subject.length() > "person:".length()
                && register.has(new PersonId(subject.substring("person:".length())));
    }

    /// Subjects with a member that reads like this: for who must find a person by name.
    public synchronized Set<String> named(String text) throws IOException {
        Set<String> found = new TreeSet<>();
        long next = 1;
        for (List<Entry> batch = journal.read(next, BATCH);
                !batch.isEmpty();
                batch = journal.read(next, BATCH)) {
            for (Entry entry : batch) {
                Commitments commitments = Commitments.of(entry);
                if (commitments != null && says(entry, commitments, text)) {
                    found.add(commitments.subject());
                }
            }
            next = batch.getLast().sequence() + 1;
        }
        return found;
    }

    private boolean says(Entry entry, Commitments commitments, String text) throws IOException {
        if (commitments.card() != null) {
            Disclosure card = store.ofCard(commitments.card());
            if (card != null && card.value().equals(text)) {
                return true;
            }
        }
        return !commitments.digests().isEmpty()
                && store.of(entry.sequence()).stream()
                        .anyMatch(one -> String.valueOf(one.value()).contains(text));
    }

    /// Asks for an erasure.
    ///
    /// @return the number of the request
    public synchronized String request(String by, String reason, Collection<String> subjects)
            throws NotAllowed, IOException, InterruptedException {
        holdings.catchUp();
        if (reason.isBlank()) {
            throw new NotAllowed("an erasure needs a reason");
        }
        Set<String> all = new TreeSet<>();
        for (String subject : subjects) {
            Hold hold = holdings.erasures().holding(subject);
            if (hold != null) {
                throw new NotAllowed(
                        "%s is held by %s (%s): release that first"
                                .formatted(subject, hold.id(), hold.reason()));
            }
            if (holdings.visiting().contains(subject)) {
                throw new NotAllowed(subject + " is a visit that is still open");
            }
            all.addAll(store.along(subject));
        }
        all.removeIf(subject -> !isHeld(subject));
        if (all.isEmpty()) {
            throw new NotAllowed("nothing of these subjects is kept");
        }
        if (all.size() > SUBJECTS_MAX) {
            throw new NotAllowed(
                    "%d subjects are too many for one request: at most %d"
                            .formatted(all.size(), SUBJECTS_MAX));
        }
        String id = "E-" + (holdings.erasures().requests().size() + 1);
        enter(
                Erasures.REQUESTED,
                by,
                Map.of("request", id, "reason", reason, "subjects", List.copyOf(all)));
        return id;
    }

    private boolean isHeld(String subject) {
        try {
            return store.holds(subject);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Agrees to a request, erases, and certifies.
    ///
    /// @return how many commitments can't be answered any more
    public synchronized int approve(String by, String id)
            throws NotAllowed, IOException, InterruptedException {
        Request request = waiting(id);
        if (request.by().equals(by)) {
            throw new NotAllowed("a request is approved by somebody else than who made it");
        }
        for (String subject : request.subjects()) {
            Hold hold = holdings.erasures().holding(subject);
            if (hold != null) {
                throw new NotAllowed(
                        "%s has been held by %s since: refuse the request"
                                .formatted(subject, hold.id()));
            }
        }
        enter(Erasures.APPROVED, by, Map.of("request", id));
        return finish();
    }

    /// Refuses a request, or takes it back.
    public synchronized void refuse(String by, String id, String reason)
            throws NotAllowed, InterruptedException {
        waiting(id);
        enter(Erasures.REFUSED, by, Map.of("request", id, "reason", reason));
    }

    private Request waiting(String id) throws NotAllowed {
        holdings.catchUp();
        Request request = holdings.erasures().request(id);
        if (request == null) {
            throw new NotAllowed("there is no request " + id);
        }
        if (request.state() != State.WAITING) {
            throw new NotAllowed(
                    "request %s is %s already"
                            .formatted(
                                    id, request.state().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return request;
    }

    /// Keeps subjects from being erased.
    ///
    /// @param subjects empty for everybody's
    /// @return the number of the hold
    public synchronized String hold(String by, String reason, Collection<String> subjects)
            throws NotAllowed, InterruptedException {
        if (reason.isBlank()) {
            throw new NotAllowed("a hold needs a reason");
        }
        String id =
                "H-" + Long.toString(journal.durable() + 1, 36).toUpperCase(java.util.Locale.ROOT);
        enter(
                Erasures.HELD,
                by,
                Map.of("hold", id, "reason", reason, "subjects", List.copyOf(subjects)));
        return id;
    }

    /// Ends a hold.
    public synchronized void release(String by, String id, String reason)
            throws NotAllowed, InterruptedException {
        holdings.catchUp();
        if (holdings.erasures().holds().stream().noneMatch(hold -> hold.id().equals(id))) {
            throw new NotAllowed("there is no hold " + id);
        }
        enter(Erasures.RELEASED, by, Map.of("hold", id, "reason", reason));
    }

    /// Carries out what was approved and is not certified yet.
    ///
    /// @return how many commitments were certified
    public synchronized int finish() throws IOException, InterruptedException {
        holdings.catchUp();
        int certified = 0;
        for (Request request : holdings.erasures().requests()) {
            if (request.state() == State.APPROVED) {
                store.erase(request.subjects());
                certified += certify(request);
            }
        }
        return certified;
    }

    private int certify(Request request) throws IOException, InterruptedException {
        List<String> commitments = unanswered(Set.copyOf(request.subjects()));
        int parts = Math.max(1, (commitments.size() + COMMITMENTS_MAX - 1) / COMMITMENTS_MAX);
        for (int part = 1; part <= parts; part++) {
            int from = (part - 1) * COMMITMENTS_MAX;
            int until = Math.min(commitments.size(), part * COMMITMENTS_MAX);
            var members = new LinkedHashMap<String, Object>();
            members.put("request", request.id());
            members.put("requestedBy", request.by());
            members.put("approvedBy", approver(request));
            members.put("reason", request.reason());
            members.put("part", (long) part);
            members.put("parts", (long) parts);
            members.put("commitments", List.copyOf(commitments.subList(from, until)));
            enter(Erasures.DONE, approver(request), members);
        }
        return commitments.size();
    }

    private static String approver(Request request) {
        String approver = request.approvedBy();
        if (approver == null) {
            throw new IllegalStateException(request.id() + " was not approved");
        }
        return approver;
    }

    /// Commitments of these subjects that nothing answers any more, and no certificate names yet.
    private List<String> unanswered(Set<String> subjects) throws IOException {
        Set<String> known = holdings.erasures().certified().keySet();
        Set<String> found = new TreeSet<>();
        Set<String> whole = new HashSet<>();
        subjects.forEach(one -> whole.add(one.replaceFirst("#.*", "")));
        long next = 1;
        for (List<Entry> batch = journal.read(next, BATCH);
                !batch.isEmpty();
                batch = journal.read(next, BATCH)) {
            for (Entry entry : batch) {
                Commitments one = Commitments.of(entry);
                if (one != null) {
                    boolean erased =
                            whole.contains(one.subject())
                                    || one.card() != null && whole.contains(one.card());
                    unanswered(entry.sequence(), one, erased, found);
                }
            }
            next = batch.getLast().sequence() + 1;
        }
        found.removeAll(known);
        return List.copyOf(found);
    }

    private void unanswered(long sequence, Commitments one, boolean erased, Set<String> found)
            throws IOException {
        String card = one.card();
        if (card != null && erased && store.ofCard(card) == null) {
            found.add(Commitments.digestOf(card));
        }
        if (erased && !one.digests().isEmpty()) {
            Set<String> left = new HashSet<>(one.digests());
            store.of(sequence).forEach(disclosure -> left.remove(disclosure.digest()));
            found.addAll(left);
        }
    }

    /// All requests, oldest first.
    public synchronized List<Request> requests() {
        holdings.catchUp();
        return holdings.erasures().requests();
    }

    /// The holds in force.
    public synchronized List<Hold> holds() {
        holdings.catchUp();
        return holdings.erasures().holds();
    }

    /// The day something of a subject was last recorded; null when nothing was.
    public synchronized @Nullable LocalDate last(String subject) {
        holdings.catchUp();
        Holdings.Holding holding = holdings.of(subject);
        return holding == null ? null : LocalDate.ofInstant(holding.last(), clock);
    }

    private void enter(String type, String by, Map<String, Object> members)
            throws InterruptedException {
        Instant at = now.instant().truncatedTo(ChronoUnit.MILLIS);
        intake.submit(List.of(Sighting.of(new Deed.DeedDone(at, type, by, members))));
        holdings.catchUp();
    }
}
