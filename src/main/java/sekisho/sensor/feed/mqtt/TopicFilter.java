package sekisho.sensor.feed.mqtt;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Topics to listen to, as MQTT writes them (4.7), with names for levels: `site/{door}/event` is
/// `site/+/event`, and a message has the field `door`.
///
/// @param levels in order; `+` and `{name}` stand for one, `#` at the end for any number
record TopicFilter(List<String> levels) {
    TopicFilter {
        levels = List.copyOf(levels);
    }

    /// @throws IllegalArgumentException when it is none
    static TopicFilter parse(String text) {
        List<String> levels = new ArrayList<>();
        for (String level : text.split("/", -1)) {
            boolean wild = level.equals("+") || level.equals("#") || isName(level);
            if (!wild && level.matches(".*[+#{}\\x00].*") || levels.contains("#")) {
                throw new IllegalArgumentException(text);
            }
            levels.add(level);
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty topic");
        }
        return new TopicFilter(levels);
    }

    private static boolean isName(String level) {
        return level.matches("\\{[^{}+#]+}");
    }

    /// As a broker wants it.
    String subscription() {
        return String.join("/", levels.stream().map(level -> isName(level) ? "+" : level).toList());
    }

    /// The named levels of a topic; null when the filter does not fit it.
    @Nullable Map<String, String> match(String topic) {
        String[] given = topic.split("/", -1);
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals("#")) {
                return named;
            }
            if (i >= given.length) {
                return null;
            }
            if (isName(level)) {
                named.put(level.substring(1, level.length() - 1), given[i]);
            } else if (!level.equals("+") && !level.equals(given[i])) {
                return null;
            }
        }
        return given.length == levels.size() ? named : null;
    }
}
