package sekisho.words;

import sekisho.site.MediaId;

import java.util.List;
import java.util.stream.Collectors;

/// What kind of device a medium is, by its interfaces (USB class codes): said of everything that is
/// more than storage, because nobody expects that of a stick.
final class DeviceWords {
    private static final String STORAGE = "storage";

    private DeviceWords() {}

    /// A medium with its kind behind it, where it is not plain storage.
    static Sentence media(Names names, MediaId media, List<String> interfaces) {
        List<String> kinds = interfaces.stream().map(DeviceWords::kind).distinct().toList();
        if (kinds.isEmpty() || kinds.equals(List.of(STORAGE))) {
            return names.media(media);
        }
        List<Sentence> words = kinds.stream().map(kind -> Messages.of("device." + kind)).toList();
        var all =
                new Sentence(
                        words.stream().map(Sentence::ja).collect(Collectors.joining("、")),
                        words.stream().map(Sentence::en).collect(Collectors.joining(", ")));
        return Messages.of(
                "media.kind", java.util.Map.of("media", names.media(media), "kind", all));
    }

    /// The word of an interface `class:subclass:protocol`. A telephone shows its pictures as a
    /// camera (06), or as MTP under a class of its maker's.
    static String kind(String form) {
        return switch (form.substring(0, Math.min(2, form.length()))) {
            case "01" -> "audio";
            case "02", "0a" ->
                    form.startsWith("02:06") || form.startsWith("02:0d") || form.startsWith("02:0e")
                            ? "network"
                            : "serial";
            case "03" ->
                    form.startsWith("03:01:01")
                            ? "keyboard"
                            : form.startsWith("03:01:02") ? "mouse" : "input";
            case "06" -> "phone";
            case "07" -> "printer";
            case "08" -> STORAGE;
            case "09" -> "hub";
            case "0b" -> "reader";
            case "0e" -> "video";
            case "e0" -> form.startsWith("e0:01:03") ? "network" : "wireless";
            default -> "other";
        };
    }
}
