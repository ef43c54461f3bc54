package sekisho.retention;

import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.journal.RawReader;
import sekisho.journal.disclosure.Commitments;
import sekisho.journal.disclosure.Disclosure;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.disclosure.Erasures.Hold;
import sekisho.journal.disclosure.Erasures.Request;
import sekisho.journal.disclosure.Erasures.State;
import sekisho.retention.NotAllowed.Why;
import sekisho.site.Cardholders;
import sekisho.site.Deed;
import sekisho.site.Intake;
import sekisho.site.PersonId;
import sekisho.site.Retention;
import sekisho.site.Sighting;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/// Lists what is due, takes requests and approvals, erases, and certifies.
///
/// An approval is the point of no return. It is durable before a key is destroyed; the keys are
/// destroyed before what they have sealed is overwritten, and that before the certificate is
/// entered. So a crash leaves either nothing erased, or an approval without a certificate, which
/// [#finish()] carries out from the beginning. Keys are destroyed between two turns of the thread
/// that decides: a card that is read at that moment is either an entry before it, which is
/// certified, or is a card that nobody has seen before.
///
/// Any thread may use it; one thing at a time is asked, one erasure at a time is carried out.
public final class Erasing {
    /// So many subjects fit into one request; the others stay due.
    public static final int SUBJECTS_MAX = 5_000;

    /// So many commitments fit into one entry of a certificate.
    private static final int COMMITMENTS_MAX = 2_000;

    private static final int BATCH = 4096;

    private final JournalReader journal;
    private final DisclosureStore store;
    private final Asides asides;
    private final Intake intake;
    private final Quiet quiet;
    private final Retention retention;
    private final Cardholders register;
    private final ZoneId clock;
    private final InstantSource now;
    private final ErasureLog log;

    /// Held by whoever carries out an erasure.
    private final ReentrantLock finishing = new ReentrantLock();

    /// Read from the journal's beginning when it is asked for, and again when memory was short.
    private volatile SoftReference<Holdings> holdings = new SoftReference<>(null);

    /// @param journal as it is stored
    /// @param raw the same journal
    /// @param quiet keeps entries from being made while keys are destroyed
    /// @param register people who are on it are not due, however long ago they came
    /// @param clock days are read in it
    public Erasing(
            JournalReader journal,
            RawReader raw,
            DisclosureStore store,
            Asides asides,
            Intake intake,
            Quiet quiet,
            Retention retention,
            Cardholders register,
            ZoneId clock,
            InstantSource now) {
        this.journal = journal;
        this.store = store;
        this.asides = asides;
        this.intake = intake;
        this.quiet = quiet;
        this.retention = retention;
        this.register = register;
        this.clock = clock;
        this.now = now;
        this.log = new ErasureLog(raw);
    }

    /// What is due today and not held, oldest first.
    public synchronized List<Due> due() throws IOException {
        Holdings holdings = holdings();
        Erasures erasures = log.now();
        LocalDate today = LocalDate.ofInstant(now.instant(), clock);
        Set<String> visiting = holdings.visiting();
        List<Due> due = new ArrayList<>();
        for (var one : holdings.held().entrySet()) {
            String subject = one.getKey();
            if (visiting.contains(subject) || isOnRegister(subject)) {
                continue;
            }
            LocalDate last = one.getValue().last();
            add(subject, one.getValue().kind(), last, today, erasures, due);
            add(subject + "#brief", Due.Kind.BRIEF, last, today, erasures, due);
        }
        for (var one : asides.all().entrySet()) {
            LocalDate last = LocalDate.ofInstant(one.getValue(), clock);
            add(one.getKey(), Due.Kind.ASIDE, last, today, erasures, due);
        }
        due.sort(
                Comparator.comparing(Due::since)
                        .thenComparing(Due::last)
                        .thenComparing(Due::subject));
        return due;
    }

    /// How many entries have not been looked at yet: [#due()] reads them first.
    public long behind() {
        Holdings known = holdings.get();
        return journal.durable() - (known == null ? 0 : known.read());
    }

    private Holdings holdings() {
        Holdings known = holdings.get();
        if (known == null) {
            known = new Holdings(journal, clock);
            holdings = new SoftReference<>(known);
        }
        known.catchUp();
        return known;
    }

    private void add(
            String subject,
            Due.Kind kind,
            LocalDate last,
            LocalDate today,
            Erasures erasures,
            List<Due> due)
            throws IOException {
        LocalDate since = kind.due(retention, last);
        if (!today.isBefore(since) && erasures.holding(subject) == null && isKept(subject)) {
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
        checkReason(reason);
        Erasures erasures = log.now();
        Set<String> visiting = holdings().visiting();
        Set<String> all = new TreeSet<>();
        for (String subject : subjects) {
            Hold hold = erasures.holding(subject);
            if (hold != null) {
                throw new NotAllowed(Why.HELD, Map.of("subject", subject, "hold", hold.id()));
            }
            if (visiting.contains(subject)) {
                throw new NotAllowed(Why.VISITING, Map.of("subject", subject));
            }
            for (String one : store.along(subject)) {
                if (isKept(one)) {
                    all.add(one);
                }
            }
        }
        if (all.isEmpty()) {
            throw new NotAllowed(Why.NOTHING_KEPT, Map.of());
        }
        if (all.size() > SUBJECTS_MAX) {
            throw new NotAllowed(
                    Why.TOO_MANY,
                    Map.of(
                            "count", Integer.toString(all.size()),
                            "limit", Integer.toString(SUBJECTS_MAX)));
        }
        String id = "E-" + (erasures.requests().size() + 1);
        enter(
                Erasures.REQUESTED,
                by,
                Map.of("request", id, "reason", reason, "subjects", List.copyOf(all)));
        return id;
    }

    private static void checkReason(String reason) throws NotAllowed {
        if (reason.isBlank()) {
            throw new NotAllowed(Why.REASON_MISSING, Map.of());
        }
    }

    private boolean isKept(String subject) throws IOException {
        return store.holds(subject) || asides.has(subject);
    }

    /// Agrees to a request, erases, and certifies.
    ///
    /// @return how many commitments can't be answered any more
    public int approve(String by, String id) throws NotAllowed, IOException, InterruptedException {
        agree(by, id);
        return finish();
    }

    /// Agrees to a request. From then on there is no way back; [#finish()] carries it out.
    public synchronized void agree(String by, String id) throws NotAllowed, InterruptedException {
        Request request = waiting(id);
        if (request.by().equals(by)) {
            throw new NotAllowed(Why.OWN_REQUEST, Map.of());
        }
        for (String subject : request.subjects()) {
            Hold hold = log.now().holding(subject);
            if (hold != null) {
                throw new NotAllowed(Why.HELD_SINCE, Map.of("subject", subject, "hold", hold.id()));
            }
        }
        enter(Erasures.APPROVED, by, Map.of("request", id));
    }

    /// Refuses a request, or takes it back.
    public synchronized void refuse(String by, String id, String reason)
            throws NotAllowed, InterruptedException {
        waiting(id);
        checkReason(reason);
        enter(Erasures.REFUSED, by, Map.of("request", id, "reason", reason));
    }

    private Request waiting(String id) throws NotAllowed {
        Request request = log.now().request(id);
        if (request == null) {
            throw new NotAllowed(Why.REQUEST_UNKNOWN, Map.of("request", id));
        }
        if (request.state() != State.WAITING) {
            throw new NotAllowed(Why.NOT_WAITING, Map.of("request", id));
        }
        return request;
    }

    /// Keeps subjects from being erased.
    ///
    /// @param subjects empty for everybody's
    /// @return the number of the hold
    public synchronized String hold(String by, String reason, Collection<String> subjects)
            throws NotAllowed, InterruptedException {
        checkReason(reason);
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
        if (log.now().holds().stream().noneMatch(hold -> hold.id().equals(id))) {
            throw new NotAllowed(Why.HOLD_UNKNOWN, Map.of("hold", id));
        }
        checkReason(reason);
        enter(Erasures.RELEASED, by, Map.of("hold", id, "reason", reason));
    }

    /// Carries out what was approved and is not certified yet.
    ///
    /// @return how many commitments were certified
    /// @throws IOException when the disk fails; it may be called again
    /// @throws Intake.NotRecording when nothing can be entered now; likewise
    public int finish() throws IOException, InterruptedException {
        finishing.lock();
        try {
            int certified = 0;
            for (Request request : requests()) {
                if (request.state() == State.APPROVED) {
                    quiet.run(() -> store.destroy(request.subjects()));
                    store.wipe();
                    for (String subject : request.subjects()) {
                        asides.erase(subject);
                    }
                    certified += certify(request);
                }
            }
            return certified;
        } finally {
            finishing.unlock();
        }
    }

    /// All parts of a certificate at once: a crash leaves them all, or those that the next try does
    /// not need to repeat.
    private int certify(Request request) throws IOException, InterruptedException {
        List<String> commitments = unanswered(Set.copyOf(request.subjects()));
        int parts = Math.max(1, (commitments.size() + COMMITMENTS_MAX - 1) / COMMITMENTS_MAX);
        List<Sighting> certificate = new ArrayList<>(parts);
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
            certificate.add(deed(Erasures.DONE, approver(request), members));
        }
        intake.submit(certificate);
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
        Set<String> known = certified();
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

    private synchronized Set<String> certified() {
        return log.now().certified().keySet();
    }

    /// All requests, oldest first.
    public synchronized List<Request> requests() {
        return log.now().requests();
    }

    /// The entries about a request that was carried out: who asked for it and why, who approved it,
    /// and the certificate.
    public synchronized List<Entry> certificate(String id) throws NotAllowed {
        Request request = log.now().request(id);
        if (request == null || request.state() != State.DONE) {
            throw new NotAllowed(Why.REQUEST_UNKNOWN, Map.of("request", id));
        }
        return log.now().deeds(id).stream()
                .flatMap(sequence -> journal.read(sequence, 1).stream())
                .toList();
    }

    /// The holds in force.
    public synchronized List<Hold> holds() {
        return log.now().holds();
    }

    private void enter(String type, String by, Map<String, Object> members)
            throws InterruptedException {
        intake.submit(List.of(deed(type, by, members)));
    }

    private Sighting deed(String type, String by, Map<String, Object> members) {
        Instant at = now.instant().truncatedTo(ChronoUnit.MILLIS);
        return Sighting.of(new Deed.DeedDone(at, type, by, members));
    }
}
