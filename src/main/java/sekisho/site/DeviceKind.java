package sekisho.site;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What kind of device an interface makes, by its class code (USB-IF, "Defined Class Codes").
public enum DeviceKind {
    AUDIO,
    NETWORK,
    SERIAL,
    KEYBOARD,
    MOUSE,
    INPUT,
    PHONE,
    PRINTER,
    STORAGE,
    HUB,
    READER,
    VIDEO,
    WIRELESS,
    OTHER;

    /// The kind of an interface `class:subclass:protocol`. A telephone shows its pictures as a
    /// camera (06), or as MTP under a class of its maker's.
    public static DeviceKind of(String form) {
        return switch (form.substring(0, Math.min(2, form.length()))) {
            case "01" -> AUDIO;
            case "02", "0a" ->
                    form.startsWith("02:06") || form.startsWith("02:0d") || form.startsWith("02:0e")
                            ? NETWORK
                            : SERIAL;
            case "03" ->
                    form.startsWith("03:01:01")
                            ? KEYBOARD
                            : form.startsWith("03:01:02") ? MOUSE : INPUT;
            case "06" -> PHONE;
            case "07" -> PRINTER;
            case "08" -> STORAGE;
            case "09" -> HUB;
            case "0b" -> READER;
            case "0e" -> VIDEO;
            case "e0" -> form.startsWith("e0:01:03") ? NETWORK : WIRELESS;
            default -> OTHER;
        };
    }

    /// Whether a device is of these kinds and of nothing else. One that shows no interface is of
    /// none.
    public static boolean isOnly(Set<DeviceKind> kinds, List<String> interfaces) {
        return !interfaces.isEmpty()
                && interfaces.stream().allMatch(form -> kinds.contains(of(form)));
    }

    /// Its word, such as `keyboard`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
