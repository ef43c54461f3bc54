package sekisho.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How one kind of value is written in the file.
///
/// @param right what would be right, as a message says it
/// @param reading from the text to the value; an [IllegalArgumentException] or a
///   [java.time.DateTimeException] when it is none
/// @param known the words it knows, to tell which was meant; empty for an open form
public record Form<T>(String right, Function<String, T> reading, List<String> known) {

    /// Any text that is not blank.
    public static final Form<String> TEXT = of("a text", Form::notBlank);

    /// A span such as `90s`, `15m`, `120h` or `30d`.
    public static final Form<Duration> SPAN =
            of("a span such as 10s, 15m, 120h or 30d", Form::span);

    /// A time zone of the IANA database.
    public static final Form<java.time.ZoneId> TIME_ZONE =
            new Form<>(
                    "a time zone such as Asia/Tokyo",
                    java.time.ZoneId::of,
                    java.time.ZoneId.getAvailableZoneIds().stream().sorted().toList());

    /// A day such as `2026-11-23`.
    public static final Form<LocalDate> DAY = of("a day such as 2026-11-23", LocalDate::parse);

    /// A time of the day such as `06:00`. `24:00` is the last moment of the day.
    public static final Form<LocalTime> TIME = of("a time such as \"06:00\"", Form::time);

    /// An IP address or host name with a port.
    public static final Form<Endpoint> ENDPOINT =
            of("an address and a port such as 127.0.0.1:8080", Endpoint::parse);

    /// A path; a relative one starts at the folder of the site file.
    public static final Form<Path> PATH = of("a path", text -> Path.of(notBlank(text)));

    private static final Pattern SPAN_WRITTEN = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

    /// A form without a list of words.
    public static <T> Form<T> of(String right, Function<String, T> reading) {
        return new Form<>(right, reading, List.of());
    }

    /// A whole number between two limits, both included.
    public static Form<Integer> whole(int least, int most) {
        String right = "a whole number from " + least + " to " + most;
        return of(
                right,
                text -> {
                    int number = Integer.parseInt(text);
                    if (number < least || number > most) {
                        throw new IllegalArgumentException(right);
                    }
                    return number;
                });
    }

    /// One number of a list.
    public static Form<Integer> oneOf(int... numbers) {
        List<String> words = Arrays.stream(numbers).mapToObj(Integer::toString).toList();
        return words("one of " + String.join(", ", words), words, Integer::parseInt);
    }

    /// An id.
    public static <T> Form<T> id(Function<String, T> id) {
        return of("an id such as server-room", id);
    }

    /// One of the constants of an enum, in lower case.
    public static <E extends Enum<E>> Form<E> word(Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList();
        return words(
                String.join(" or ", words),
                words,
                word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
    }

    /// One of some words, each with its meaning.
    public static <T> Form<T> word(Map<String, T> meanings) {
        List<String> words = List.copyOf(meanings.keySet());
        return words(
                "one of " + String.join(", ", words),
                words,
                word -> java.util.Objects.requireNonNull(meanings.get(word)));
    }

    private static <T> Form<T> words(String right, List<String> words, Function<String, T> read) {
        return new Form<>(
                right,
                text -> {
                    if (!words.contains(text)) {
                        throw new IllegalArgumentException(right);
                    }
                    return read.apply(text);
                },
                words);
    }

    /// The same form with another word about what would be right.
    public Form<T> asking(String otherRight) {
        return new Form<>(otherRight, reading, known);
    }

    /// The same form, which also tells somebody of each value that is read.
    public Form<T> heard(java.util.function.Consumer<T> listener) {
        return new Form<>(
                right,
                text -> {
                    T value = reading.apply(text);
                    listener.accept(value);
                    return value;
                },
                known);
    }

    /// The value of a text; null when the text has not this form.
    @Nullable T read(String text) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return null;
        }
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return text;
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MAX : LocalTime.parse(text);
    }

    private static Duration span(String text) {
        Matcher written = SPAN_WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(written.group(1));
        return switch (written.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
