package sekisho.web;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What a request is answered with.
///
/// @param cookie a `set-cookie` header, where there is one
record Answer(int status, Map<String, Object> members, @Nullable String cookie) {

    static Answer of(int status, Map<String, Object> members) {
        return new Answer(status, members, null);
    }

    static Answer problems(int status, List<Problem> problems) {
        return of(status, Map.of("errors", problems.stream().map(Problem::members).toList()));
    }

    Answer withCookie(String header) {
        return new Answer(status, members, header);
    }
}
