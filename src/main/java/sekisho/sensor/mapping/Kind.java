package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A type of fact that a record can become, and the members it takes.
///
/// @param type as it stands in the fact
/// @param needs members without which it is none
/// @param takes members that it may have as well
record Kind(String type, List<String> needs, List<String> takes) {
    /// By the word that stands in a mapping.
    static final Map<String, Kind> BY_WORD = new LinkedHashMap<>();

    /// A card was shown to something that decides nothing: it is granted where somebody of the
    /// register holds it, else denied.
    static final String READ = "access.read";

    static {
        add(READ, "door direction credential", "reader");
        add("access.granted", "door direction", "reader credential person");
        add("access.denied", "door", "direction reader credential person reason");
        add("door.opened", "door", "");
        add("door.closed", "door", "");
        add("door.forced", "door", "");
        add("door.held", "door", "");
        add("exit.requested", "door", "");
        add("motion.detected", "zone", "");
        add("media.inserted", "machine media", "port vid pid serial operator");
        add("media.removed", "machine media", "port vid pid serial");
        add("media.admitted", "machine media reason", "port vid pid serial permit");
        add("media.refused", "machine media reason", "port vid pid serial permit");
        add("media.carriedIn", "zone media person", "");
        add("media.carriedOut", "zone media person", "");
        add("source.tampered", "", "zone reason");
    }

    private static void add(String type, String needs, String takes) {
        BY_WORD.put(type, new Kind(type, words(needs), words(takes)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    /// The kind of that type; null when no record can become one.
    static @Nullable Kind of(String type) {
        return BY_WORD.get(type);
    }
}
