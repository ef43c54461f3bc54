package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.account.Accounts;
import sekisho.account.Sessions;
import sekisho.account.SignInThrottle;
import sekisho.words.Sentence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// Signing in and out. Each is a deed in the journal; so is a refusal. Tries that must wait are
/// only counted, and stand in the next refusal that is journalled: a guesser can't fill the disk.
final class SignIn {
    private static final int LENGTH_MAX = 256;

    private final Accounts accounts;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final Deeds deeds;
    private final Map<String, Object> about;
    private final boolean secure;
    private final AtomicLong turnedAway = new AtomicLong();

    /// @param about what every answer says of the station: its name, and whether it is simulated
    /// @param secure whether cookies travel over TLS only
    SignIn(
            Accounts accounts,
            Sessions sessions,
            SignInThrottle throttle,
            Deeds deeds,
            Map<String, Object> about,
            boolean secure) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = throttle;
        this.deeds = deeds;
        this.about = about;
        this.secure = secure;
    }

    /// Who is signed in.
    Answer show(Call call) {
        String user = sessions.use(call.session());
        return user == null ? nobody(401, Problem.of("sign-in")) : somebody(user);
    }

    Answer open(Call call) throws InterruptedException, ExecutionException {
        Map<String, @Nullable Object> form = call.object();
        String user = text(form, "user");
        String password = text(form, "password");
        List<Problem> problems = new ArrayList<>();
        if (user.isBlank()) {
            problems.add(Problem.of("account-missing", "user"));
        }
        if (password.isEmpty()) {
            problems.add(Problem.of("password-missing", "password"));
        }
        if (!problems.isEmpty()) {
            throw new Refusal(422, problems);
        }
        return check(call, user, password);
    }

    private Answer check(Call call, String user, String password)
            throws InterruptedException, ExecutionException {
        Duration wait = throttle.attempt(user, call.address());
        if (!wait.isZero()) {
            turnedAway.incrementAndGet();
            Sentence seconds = Sentence.same(Long.toString(wait.plusMillis(999).toSeconds()));
            return nobody(429, Problem.of("sign-in-throttled", null, Map.of("seconds", seconds)));
        }
        if (!accounts.isPassword(user, password)) {
            deeds.done("session.refused", named(user), refused(call));
            return nobody(401, Problem.of("sign-in-refused"));
        }
        throttle.succeeded(user, call.address());
        deeds.done("session.opened", user, Map.of("address", call.address()));
        return somebody(user).withCookie(Cookies.session(sessions.open(user), secure));
    }

    Answer close(Call call) throws InterruptedException, ExecutionException {
        String user = sessions.close(call.session());
        if (user != null) {
            deeds.done("session.closed", user, Map.of("address", call.address()));
        }
        return Answer.of(200, members(false)).withCookie(Cookies.none(secure));
    }

    /// What was typed into the field of the name may be a password: only names of accounts are
    /// kept.
    private String named(String user) {
        return accounts.has(user) ? user : "unknown";
    }

    private Map<String, Object> refused(Call call) {
        var members = new HashMap<String, Object>();
        members.put("address", call.address());
        long unheard = turnedAway.getAndSet(0);
        if (unheard > 0) {
            members.put("turnedAway", unheard);
        }
        return members;
    }

    private Answer somebody(String user) {
        Map<String, Object> members = members(true);
        members.put("user", user);
        return Answer.of(200, members);
    }

    private Answer nobody(int status, Problem problem) {
        Map<String, Object> members = members(false);
        members.put("errors", List.of(problem.members()));
        return Answer.of(status, members);
    }

    private Map<String, Object> members(boolean signedIn) {
        var members = new HashMap<>(about);
        members.put("signedIn", signedIn);
        return members;
    }

    private static String text(Map<String, @Nullable Object> form, String name) {
        return form.get(name) instanceof String text && text.length() <= LENGTH_MAX ? text : "";
    }
}
