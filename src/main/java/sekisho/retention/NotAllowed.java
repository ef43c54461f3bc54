package sekisho.retention;

import java.util.Map;
import java.util.TreeMap;

/// A step that can't be taken, and what to do instead.
public final class NotAllowed extends Exception {
    private static final long serialVersionUID = 1;

    /// Why it can't.
    public enum Why {
        REASON_MISSING("a reason is needed"),
        HELD("{subject} is held by {hold}: release that first"),
        VISITING("{subject} is a visit that is still open"),
        NOTHING_KEPT("nothing of these subjects is kept"),
        TOO_MANY("{count} subjects are too many for one request: at most {limit}"),
        OWN_REQUEST("a request is approved by somebody else than who made it"),
        HELD_SINCE("{subject} has been held by {hold} since: refuse the request"),
        REQUEST_UNKNOWN("there is no request {request}"),
        NOT_WAITING("request {request} has been decided already"),
        HOLD_UNKNOWN("there is no hold {hold}");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Why why;
    private final transient Map<String, String> values;

    NotAllowed(Why why, Map<String, String> values) {
        super(sentence(why, values));
        this.why = why;
        this.values = Map.copyOf(values);
    }

    private static String sentence(Why why, Map<String, String> values) {
        String sentence = why.sentence;
        for (var value : new TreeMap<>(values).entrySet()) {
            sentence = sentence.replace("{" + value.getKey() + "}", value.getValue());
        }
        return sentence;
    }

    public Why why() {
        return why;
    }

    /// What the sentence names: subject, hold, request, count, limit.
    public Map<String, String> values() {
        return values;
    }
}
