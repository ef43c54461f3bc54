package sekisho.web;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;

import sekisho.account.Sessions;
import sekisho.site.Recording;

import java.util.Map;
import java.util.function.Supplier;

/// Which path leads where. What each takes and answers is told at its action.
final class Routes {
    private final Gate gate;
    private final Sessions sessions;

    Routes(Gate gate, Sessions sessions) {
        this.gate = gate;
        this.sessions = sessions;
    }

    void session(Router router, SignIn signIn) {
        gate.open(router.get("/api/session"), signIn::show);
        gate.open(router.post("/api/session"), signIn::open);
        gate.open(router.delete("/api/session"), signIn::close);
    }

    void board(Router router, LiveBoard live, Supplier<Map<String, Object>> plan) {
        gate.signedIn(router.get("/api/plan"), _ -> Answer.of(200, plan.get()));
        gate.signedIn(
                router.get("/api/live"),
                call -> {
                    String session = call.session();
                    live.follow(call, () -> sessions.use(session) != null);
                    return Answer.of(200, Map.of());
                });
    }

    void desk(Router router, Desk desk, PeopleSearch people) {
        gate.signedIn(router.get("/api/people"), people::answer);
        gate.signedIn(router.get("/api/visits"), desk::list);
        gate.signedIn(router.post("/api/visits"), desk::register);
        gate.signedIn(router.post("/api/visits/:visit/leave"), desk::leave);
    }

    void cards(Router router, Cards cards, Badges badges) {
        gate.signedIn(router.get("/api/cards/:card"), cards::show);
        gate.signedIn(router.post("/api/cards/:card/issue"), cards::issue);
        gate.signedIn(router.post("/api/cards/:card/revoke"), cards::revoke);
        gate.signedIn(router.get("/api/badges"), _ -> badges.list());
        gate.signedIn(router.post("/api/badges/:badge/lend"), badges::lend);
        gate.signedIn(router.post("/api/badges/:badge/return"), badges::giveBack);
        gate.signedIn(router.post("/api/badges/:badge/lose"), badges::lose);
    }

    void permits(Router router, Permits permits) {
        gate.signedIn(router.get("/api/permits"), _ -> permits.list());
        gate.signedIn(router.post("/api/permits"), permits::permit);
        gate.signedIn(router.post("/api/permits/:permit/revoke"), permits::revoke);
    }

    void baselines(Router router, Baselines baselines) {
        gate.signedIn(router.post("/api/machines/:machine/baseline"), baselines::adopt);
    }

    void alarms(Router router, Acknowledgements acknowledgements) {
        gate.signedIn(
                router.post("/api/alarms/:finding/acknowledge"), acknowledgements::acknowledge);
    }

    void records(Router router, Records records) {
        gate.signedIn(router.get("/api/entries/count"), records::count);
        gate.signedIn(
                router.get("/api/entries.csv"),
                call -> {
                    records.csv(call);
                    return Answer.of(200, Map.of());
                });
    }

    void log(Router router, ServedLog log) {
        router.route(ServedLog.PREFIX + "*").handler(log::serve);
    }

    void retention(Router router, Retaining retaining) {
        String request = "/api/retention/requests";
        String hold = "/api/retention/holds";
        gate.signedIn(router.get("/api/retention"), _ -> retaining.show());
        gate.signedIn(router.post(request), retaining::request);
        gate.signedIn(router.post(request + "/:request/approve"), retaining::approve);
        gate.signedIn(router.post(request + "/:request/refuse"), retaining::refuse);
        gate.signedIn(router.get(request + "/:request/certificate"), retaining::certificate);
        gate.signedIn(router.post(hold), retaining::hold);
        gate.signedIn(router.post(hold + "/:hold/release"), retaining::release);
    }

    /// What is left: a path of the API that is not there, else a page.
    void rest(Router router, Supplier<Recording> recording, Pages pages) {
        router.get("/healthz").handler(context -> healthz(context.response(), recording.get()));
        gate.open(
                router.route("/api/*"),
                _ -> {
                    throw new Refusal(404, Problem.of("no-such-path"));
                });
        router.get().handler(pages::serve);
    }

    /// For whatever watches the station: well only while facts are taken in. Why not, people are
    /// told who are signed in.
    private static void healthz(HttpServerResponse response, Recording recording) {
        response.setStatusCode(recording.takesFacts() ? 200 : 503)
                .end(recording.takesFacts() ? "ok" : "nothing is recorded");
    }
}
