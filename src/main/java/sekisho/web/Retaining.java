package sekisho.web;

import static sekisho.web.BoardJson.put;

import io.vertx.core.http.HttpServerResponse;

import sekisho.journal.Entry;
import sekisho.journal.disclosure.Erasures.Hold;
import sekisho.journal.disclosure.Erasures.Request;
import sekisho.retention.Due;
import sekisho.retention.Erasing;
import sekisho.retention.NotAllowed;
import sekisho.site.Retention;
import sekisho.site.json.Times;
import sekisho.words.Language;
import sekisho.words.Sentence;

import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// How long personal data are kept, what is due, and its erasure by two people.
final class Retaining {
    /// As many as a person looks through; the count tells of all.
    private static final int LISTED_MAX = 200;

    /// So many entries are read while the browser waits.
    private static final long READ_AT_ONCE = 100_000;

    private static final DateTimeFormatter YEAR_BEGINS = DateTimeFormatter.ofPattern("MM-dd");

    private final Erasing erasing;
    private final Retention schedule;
    private final Runnable approved;
    private final Board board;
    private final AtomicBoolean reading = new AtomicBoolean();

    Retaining(Keeping keeping, Board board) {
        this.erasing = keeping.erasing();
        this.schedule = keeping.schedule();
        this.approved = keeping.approved();
        this.board = board;
    }

    /// Schedule, what is due, requests and holds. In a long journal what is due takes a while to be
    /// read; until then it is missing and `reading` says how much is left.
    Answer show() throws IOException {
        var members = new HashMap<String, Object>();
        members.put("schedule", schedule());
        members.put("requests", requests());
        members.put("holds", erasing.holds().stream().map(Retaining::hold).toList());
        long behind = erasing.behind();
        if (behind > READ_AT_ONCE || reading.get()) {
            readOn();
            members.put("reading", behind);
        } else {
            members.put("due", due());
        }
        return Answer.of(200, members);
    }

    /// Beside the requests: it holds the erasing until it is done.
    private void readOn() {
        if (reading.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("what is due")
                    .start(() -> {
                        try {
                            erasing.due();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        } finally {
                            reading.set(false);
                        }
                    });
        }
    }

    private Map<String, Object> schedule() {
        return Map.of(
                "yearBegins", YEAR_BEGINS.format(schedule.yearBegins()),
                "ledger", schedule.visitYears(),
                "alarm", schedule.alarmYears(),
                "read", schedule.readYears(),
                "brief", schedule.briefDays(),
                "aside", schedule.asideDays());
    }

    private Map<String, Object> due() throws IOException {
        List<Due> due = erasing.due();
        Map<Due.Kind, Integer> counts = new EnumMap<>(Due.Kind.class);
        due.forEach(one -> counts.merge(one.kind(), 1, Integer::sum));
        var kinds = new HashMap<String, Object>();
        for (Due.Kind kind : Due.Kind.values()) {
            kinds.put(word(kind), counts.getOrDefault(kind, 0));
        }
        return Map.of(
                "count", due.size(),
                "counts", kinds,
                "listed", due.stream().limit(LISTED_MAX).map(Retaining::due).toList());
    }

    private static Map<String, Object> due(Due due) {
        return Map.of(
                "subject", due.subject(),
                "kind", word(due.kind()),
                "last", due.last().toString(),
                "since", due.since().toString());
    }

    private static String word(Due.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private List<Object> requests() {
        List<Object> requests = new ArrayList<>();
        List<Request> all = erasing.requests();
        all.reversed().stream().limit(LISTED_MAX).forEach(one -> requests.add(request(one)));
        return requests;
    }

    private static Map<String, Object> request(Request request) {
        var members = new HashMap<String, Object>();
        members.put("request", request.id());
        members.put("at", Times.write(request.at()));
        members.put("by", request.by());
        members.put("reason", request.reason());
        members.put("state", request.state().name().toLowerCase(Locale.ROOT));
        put(members, "approvedBy", request.approvedBy());
        members.put("count", request.subjects().size());
        members.put("subjects", request.subjects().stream().limit(LISTED_MAX).toList());
        return members;
    }

    private static Map<String, Object> hold(Hold hold) {
        return Map.of(
                "hold", hold.id(),
                "at", Times.write(hold.at()),
                "by", hold.by(),
                "reason", hold.reason(),
                "subjects", hold.subjects().stream().sorted().toList());
    }

    /// Asks for the erasure of what is due of some kinds, of whoever is named so, or both.
    Answer request(Call call) throws Exception {
        var form = new Form(call.object());
        String reason = form.text("reason", "reason-missing");
        List<String> kinds = form.texts("kinds");
        String named = form.text("named");
        if (kinds.isEmpty() && named == null) {
            form.fault("nothing-chosen", "kinds");
        }
        form.refuseFaults();
        var subjects = new TreeSet<String>();
        for (Due due : kinds.isEmpty() ? List.<Due>of() : erasing.due()) {
            if (kinds.contains(word(due.kind())) && subjects.size() < Erasing.SUBJECTS_MAX / 3) {
                subjects.add(due.subject());
            }
        }
        if (named != null) {
            var found = erasing.named(named);
            if (found.isEmpty()) {
                throw new Refusal(422, Problem.of("nobody-named", "named"));
            }
            subjects.addAll(found);
        }
        return step(() ->
                Map.of("request", erasing.request(call.user(), String.valueOf(reason), subjects)));
    }

    Answer approve(Call call) throws Exception {
        return step(() -> {
            String id = call.path("request");
            erasing.agree(call.user(), id);
            approved.run();
            return Map.of("request", id);
        });
    }

    Answer refuse(Call call) throws Exception {
        String reason = reason(call);
        return step(() -> {
            erasing.refuse(call.user(), call.path("request"), reason);
            return Map.of("request", call.path("request"));
        });
    }

    /// Keeps some subjects, or with `all` everything, from being erased.
    Answer hold(Call call) throws Exception {
        var form = new Form(call.object());
        String reason = form.text("reason", "reason-missing");
        List<String> subjects = form.texts("subjects");
        boolean all = Boolean.TRUE.equals(call.object().get("all"));
        if (subjects.isEmpty() && !all) {
            form.fault("hold-subject-missing", "subjects");
        }
        form.refuseFaults();
        return step(() ->
                Map.of(
                        "hold",
                        erasing.hold(
                                call.user(), String.valueOf(reason), all ? List.of() : subjects)));
    }

    Answer release(Call call) throws Exception {
        String reason = reason(call);
        return step(() -> {
            erasing.release(call.user(), call.path("hold"), reason);
            return Map.of("hold", call.path("hold"));
        });
    }

    private static String reason(Call call) {
        var form = new Form(call.object());
        String reason = form.text("reason", "reason-missing");
        form.refuseFaults();
        return String.valueOf(reason);
    }

    /// The certificate as a text file.
    Answer certificate(Call call) throws Exception {
        String id = call.path("request");
        return step(() -> {
            List<Entry> entries = erasing.certificate(id);
            Language language = "en".equals(call.query("lang")) ? Language.EN : Language.JA;
            HttpServerResponse response = call.context().response();
            response.putHeader("Content-Type", "text/plain; charset=utf-8")
                    .putHeader(
                            "Content-Disposition",
                            "attachment; filename=\"sekisho-certificate-" + id + ".txt\"")
                    .putHeader("Cache-Control", "no-store");
            response.end(
                            '\uFEFF'
                                    + Certificate.of(
                                            board.site().name(), board.names(), entries, language))
                    .await();
            return Map.of();
        });
    }

    private interface Step {
        Map<String, Object> take() throws NotAllowed, IOException, InterruptedException;
    }

    private static Answer step(Step step)
            throws IOException, InterruptedException, ExecutionException {
        try {
            return Answer.of(200, step.take());
        } catch (NotAllowed e) {
            var values = new HashMap<String, Sentence>();
            e.values().forEach((name, value) -> values.put(name, Sentence.same(value)));
            String code = e.why().name().toLowerCase(Locale.ROOT).replace('_', '-');
            int status = e.why() == NotAllowed.Why.REQUEST_UNKNOWN ? 404 : 409;
            throw new Refusal(status, Problem.of("retention-" + code, null, values));
        }
    }
}
