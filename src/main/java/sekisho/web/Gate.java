package sekisho.web;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.account.Sessions;
import sekisho.site.Intake;
import sekisho.site.json.CanonicalJson;
import sekisho.words.Sentence;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Stands before every action of the API: who is signed in, does the request come from our pages,
/// is its body small and JSON. Then runs the action on a virtual thread and writes its answer.
final class Gate {
    /// No form of ours comes near it.
    static final int BODY_MAX = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Sessions sessions;

    Gate(Sessions sessions) {
        this.sessions = sessions;
    }

    /// For those who are signed in.
    void signedIn(Route route, Action action) {
        guard(
                route,
                call -> {
                    String user = sessions.use(call.session());
                    if (user == null) {
                        throw new Refusal(401, Problem.of("sign-in"));
                    }
                    return action.answer(new Call(call.context(), call.body(), user));
                });
    }

    /// For everybody.
    void open(Route route, Action action) {
        guard(route, action);
    }

    private static void guard(Route route, Action action) {
        route.handler(BodyHandler.create(false).setBodyLimit(BODY_MAX))
                .handler(context -> {
                    var call = new Call(context, context.body().buffer(), "");
                    Thread.ofVirtual().name("request").start(() -> run(action, call));
                })
                .failureHandler(Gate::failed);
    }

    private static void run(Action action, Call call) {
        HttpServerResponse response = call.context().response();
        Answer answer = answer(action, call);
        if (response.closed()) {
            return;
        }
        if (!response.headWritten()) {
            write(response, answer);
        } else if (!response.ended()) {
            // The browser must not take the half it has for the whole.
            response.reset();
        }
    }

    private static Answer answer(Action action, Call call) {
        try {
            checkOrigin(call);
            return action.answer(call);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (BrowserGone gone) {
            LOG.debug("a browser went away", gone);
            return new Refusal(503, Problem.of("busy")).answer();
        } catch (Intake.NotRecording _) {
            return new Refusal(503, Problem.of("not-recording")).answer();
        } catch (Intake.Full _) {
            return new Refusal(503, Problem.of("busy")).answer();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Intake.Full) {
                return new Refusal(503, Problem.of("busy")).answer();
            }
            if (e.getCause() instanceof Intake.NotRecording) {
                return new Refusal(503, Problem.of("not-recording")).answer();
            }
            return broken(call, e);
        } catch (InterruptedException _) {
            return new Refusal(503, Problem.of("busy")).answer();
        } catch (Exception e) {
            return broken(call, e);
        }
    }

    private static Answer broken(Call call, Exception e) {
        var request = call.context().request();
        LOG.error("{} {} failed", request.method(), request.path(), e);
        return new Refusal(500, Problem.of("failed")).answer();
    }

    /// A form on another site can send neither the header nor this type of content.
    private static void checkOrigin(Call call) {
        String method = call.context().request().method().name();
        if (method.equals("GET") || method.equals("HEAD")) {
            return;
        }
        if (call.header("X-Sekisho") == null) {
            throw new Refusal(403, Problem.of("csrf"));
        }
        boolean empty = call.body() == null || call.body().length() == 0;
        if (!empty && !isJson(call.header("Content-Type"))) {
            throw new Refusal(415, Problem.of("content-type"));
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json");
    }

    /// What went wrong before the action could begin.
    private static void failed(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        if (context.statusCode() == 413) {
            Sentence limit = Sentence.same(Integer.toString(BODY_MAX));
            write(
                    response,
                    new Refusal(413, Problem.of("too-large", null, Map.of("limit", limit)))
                            .answer());
            return;
        }
        LOG.warn("a request failed before it was read", context.failure());
        int status = context.statusCode() >= 400 ? context.statusCode() : 500;
        write(response, new Refusal(status, Problem.of("failed")).answer());
    }

    static void write(HttpServerResponse response, Answer answer) {
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store");
        if (answer.cookie() != null) {
            response.putHeader("Set-Cookie", answer.cookie());
        }
        response.end(CanonicalJson.of(answer.members()));
    }
}
