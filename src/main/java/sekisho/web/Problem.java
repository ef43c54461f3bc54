package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.words.Messages;
import sekisho.words.Sentence;

import java.util.HashMap;
import java.util.Map;

/// One thing that is wrong with a request.
///
/// @param code the text's key without `error.`, for programs
/// @param field the member of the body, or the parameter, that it is about
record Problem(String code, @Nullable String field, Sentence message) {

    static Problem of(String code) {
        return of(code, null, Map.of());
    }

    static Problem of(String code, String field) {
        return of(code, field, Map.of());
    }

    static Problem of(String code, @Nullable String field, Map<String, Sentence> values) {
        return new Problem(code, field, Messages.of("error." + code, values));
    }

    Map<String, Object> members() {
        var members = new HashMap<String, Object>();
        members.put("code", code);
        members.put("message", message.members());
        if (field != null) {
            members.put("field", field);
        }
        return members;
    }
}
