package sekisho.words;

import sekisho.site.DeviceKind;
import sekisho.site.MediaId;

import java.util.List;
import java.util.stream.Collectors;

/// What kind of device a medium is, by its interfaces (USB class codes): said of everything that is
/// more than storage, because nobody expects that of a stick.
final class DeviceWords {
    private DeviceWords() {}

    /// A medium with its kind behind it, where it is not plain storage.
    static Sentence media(Names names, MediaId media, List<String> interfaces) {
        List<DeviceKind> kinds = interfaces.stream().map(DeviceKind::of).distinct().toList();
        if (kinds.isEmpty() || kinds.equals(List.of(DeviceKind.STORAGE))) {
            return names.media(media);
        }
        List<Sentence> words =
                kinds.stream().map(kind -> Messages.of("device." + kind.word())).toList();
        var all =
                new Sentence(
                        words.stream().map(Sentence::ja).collect(Collectors.joining("、")),
                        words.stream().map(Sentence::en).collect(Collectors.joining(", ")));
        return Messages.of(
                "media.kind", java.util.Map.of("media", names.media(media), "kind", all));
    }
}
