package sekisho.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;
import sekisho.words.Sentence;

import java.util.Map;

/// One request to the API, as an action sees it. It was read whole before the action began.
///
/// @param user who is signed in; empty where the action does not ask for it
record Call(RoutingContext context, @Nullable Buffer body, String user) {

    /// A part of the path, such as the id in `/visits/{visit}/leave`.
    String path(String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }

    /// A parameter behind the question mark; null when it is missing or empty.
    @Nullable String query(String name) {
        String value = context.request().getParam(name);
        return value == null || value.isBlank() ? null : value;
    }

    @Nullable String header(String name) {
        return context.request().getHeader(name);
    }

    /// The session's id, as the browser has it.
    @Nullable String session() {
        var cookie = context.request().getCookie(Cookies.SESSION);
        return cookie == null ? null : cookie.getValue();
    }

    /// Where the browser is, as far as the connection tells.
    String address() {
        var address = context.request().remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "?" : host;
    }

    /// The body, which must be one JSON object; an empty one where there is no body.
    Map<String, @Nullable Object> object() {
        if (body == null || body.length() == 0) {
            return Map.of();
        }
        byte[] bytes = body.getBytes();
        try {
            return JsonText.object(bytes, 0, bytes.length);
        } catch (Unreadable e) {
            throw new Refusal(
                    400,
                    Problem.of(
                            "not-json",
                            null,
                            Map.of("reason", Sentence.same(String.valueOf(e.getMessage())))));
        }
    }
}
