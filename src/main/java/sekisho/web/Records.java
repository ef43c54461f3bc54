package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.ledger.BlindSpan;
import sekisho.ledger.Ledger;
import sekisho.ledger.Wanted;
import sekisho.site.Site;
import sekisho.site.ZoneId;
import sekisho.site.json.Times;
import sekisho.words.Language;
import sekisho.words.Sentence;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Entries of a zone and a range of days, to count or to take away. Taking away is a deed.
final class Records {
    /// Ten fiscal years: nobody keeps more, and a slip of the pen is noticed.
    private static final int DAYS_MAX = 3660;

    private final Board board;
    private final UpToDate ledger;
    private final Deeds deeds;
    private final Opening opening;

    Records(Board board, UpToDate ledger, Deeds deeds, Opening opening) {
        this.board = board;
        this.ledger = ledger;
        this.deeds = deeds;
        this.opening = opening;
    }

    /// What is asked for, as the site's own days; both ends are included.
    private record Asked(
            @Nullable ZoneId zone,
            LocalDate from,
            LocalDate until,
            boolean signsOfLife,
            Language language) {

        Wanted wanted(java.time.ZoneId clock, long upTo) {
            return new Wanted(
                    zone,
                    from.atStartOfDay(clock).toInstant(),
                    until.plusDays(1).atStartOfDay(clock).toInstant(),
                    upTo,
                    signsOfLife);
        }
    }

    /// How many there are, and when somebody was blind meanwhile.
    Answer count(Call call) throws InterruptedException {
        Ledger upToDate = ledger.ledger();
        Asked asked = asked(call, upToDate);
        Wanted wanted = asked.wanted(board.site().clock(), upToDate.position());
        List<Map<String, Object>> blind = upToDate.blind(wanted).stream().map(this::blind).toList();
        return Answer.of(200, Map.of("count", upToDate.count(wanted), "blind", blind));
    }

    private Map<String, Object> blind(BlindSpan span) {
        var members = new HashMap<String, Object>();
        BoardJson.put(members, "source", span.source());
        BoardJson.put(members, "zone", span.zone());
        members.put("from", Times.write(span.from()));
        if (span.until() != null && span.length() != null) {
            members.put("until", Times.write(span.until()));
            members.put("seconds", span.length().toSeconds());
        }
        return members;
    }

    /// All of them as CSV.
    void csv(Call call) throws Exception {
        Ledger upToDate = ledger.ledger();
        Asked asked = asked(call, upToDate);
        Wanted wanted = asked.wanted(board.site().clock(), upToDate.position());
        deeds.done("export.entries", call.user(), members(asked));
        var columns = new Columns(board.site(), board.names(), upToDate, opening, asked.language());
        var csv = new CsvDownload(call.context().response(), name(asked));
        csv.row(Columns.headings(asked.language()));
        upToDate.entries(wanted, entry -> csv.row(columns.of(entry)));
        csv.end();
    }

    private static String name(Asked asked) {
        String zone = asked.zone() == null ? "all" : asked.zone().value();
        String safe = zone.replaceAll("[^A-Za-z0-9_-]", "_");
        return "sekisho-" + safe + "-" + asked.from() + "-" + asked.until() + ".csv";
    }

    private static Map<String, Object> members(Asked asked) {
        var members = new HashMap<String, Object>();
        members.put("from", asked.from().toString());
        members.put("until", asked.until().toString());
        BoardJson.put(members, "zone", asked.zone());
        return members;
    }

    private Asked asked(Call call, Ledger upToDate) {
        List<Problem> problems = new ArrayList<>();
        ZoneId zone = zone(call.query("zone"), upToDate, problems);
        LocalDate from = date(call, "from", problems);
        LocalDate until = date(call, "until", problems);
        if (from != null && until != null) {
            checkRange(from, until, problems);
        }
        Language language = language(call.query("lang"), problems);
        if (!problems.isEmpty() || from == null || until == null) {
            throw new Refusal(422, problems);
        }
        return new Asked(zone, from, until, "true".equals(call.query("signs")), language);
    }

    /// A zone on the plan, or one that entries name although nobody declared it.
    private @Nullable ZoneId zone(@Nullable String id, Ledger upToDate, List<Problem> problems) {
        if (id == null || id.equals("all")) {
            return null;
        }
        boolean declared =
                board.site().zones().stream()
                        .map(Site.Zone::id)
                        .anyMatch(zone -> zone.value().equals(id));
        if (!declared && upToDate.zones().stream().noneMatch(zone -> zone.value().equals(id))) {
            problems.add(Problem.of("zone-unknown", "zone"));
            return null;
        }
        return new ZoneId(id);
    }

    private static @Nullable LocalDate date(Call call, String name, List<Problem> problems) {
        String text = call.query(name);
        try {
            if (text != null && text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException _) {
            // 2026-02-30 is no date either
        }
        problems.add(Problem.of("date-missing", name));
        return null;
    }

    private static void checkRange(LocalDate from, LocalDate until, List<Problem> problems) {
        if (until.isBefore(from)) {
            problems.add(Problem.of("range-reversed", "until"));
        } else if (ChronoUnit.DAYS.between(from, until) >= DAYS_MAX) {
            Sentence limit = Sentence.same(Integer.toString(DAYS_MAX));
            problems.add(Problem.of("range-too-long", "until", Map.of("limit", limit)));
        }
    }

    private static Language language(@Nullable String lang, List<Problem> problems) {
        if (lang == null || lang.equals("ja")) {
            return Language.JA;
        }
        if (!lang.equals("en")) {
            problems.add(Problem.of("lang-unknown", "lang"));
        }
        return Language.EN;
    }
}
