package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/// One way to write a moment.
///
/// @param written as it stands in the mapping
sealed interface TimeForm {

    String written();

    /// What the text says, as an [Instant], an [OffsetDateTime] or a [LocalDateTime]; null when it
    /// has not this form.
    @Nullable TemporalAccessor read(String text);

    /// Reads `iso`, `epoch-seconds`, `epoch-milliseconds`, or a pattern such as `yyyy/M/d H:mm:ss`
    /// with the letters of [DateTimeFormatter].
    ///
    /// @param language of month names and of AM and PM
    /// @throws IllegalArgumentException when it is no pattern, or one without a day, an hour, or a
    ///   year of four digits
    static TimeForm parse(String text, Locale language) {
        return switch (text) {
            case "iso" -> new Iso();
            case "epoch-seconds" -> new Epoch(text, 9);
            case "epoch-milliseconds" -> new Epoch(text, 6);
            default -> Patterned.of(text, language);
        };
    }

    /// ISO 8601, with an offset or without.
    record Iso() implements TimeForm {
        @Override
        public String written() {
            return "iso";
        }

        @Override
        public @Nullable TemporalAccessor read(String text) {
            return parsed(DateTimeFormatter.ISO_DATE_TIME, text);
        }
    }

    /// A number counted from 1970, whole or with a fraction. One before 2000 has another unit.
    ///
    /// @param shift how many places one unit is from a nanosecond
    record Epoch(String written, int shift) implements TimeForm {
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(?:\\.[0-9]{1,9})?");
        private static final long SECOND = 1_000_000_000L;
        private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

        @Override
        public @Nullable TemporalAccessor read(String text) {
            if (!NUMBER.matcher(text).matches()) {
                return null;
            }
            BigDecimal nanos = new BigDecimal(text).scaleByPowerOfTen(shift);
            BigDecimal[] parts =
                    nanos.setScale(0, RoundingMode.DOWN)
                            .divideAndRemainder(BigDecimal.valueOf(SECOND));
            try {
                Instant at =
                        Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
                return at.isBefore(FIRST) ? null : at;
            } catch (ArithmeticException | DateTimeException _) {
                return null;
            }
        }
    }

    /// A pattern.
    record Patterned(String written, DateTimeFormatter formatter) implements TimeForm {
        private static final Pattern QUOTED = Pattern.compile("'[^']*'");
        private static final Pattern SHORT_YEAR = Pattern.compile("(?<![yu])[yu]{1,3}(?![yu])");
        private static final OffsetDateTime SAMPLE =
                OffsetDateTime.of(2026, 11, 21, 18, 5, 9, 0, ZoneOffset.UTC);

        static Patterned of(String written, Locale language) {
            if (SHORT_YEAR.matcher(QUOTED.matcher(written).replaceAll("")).find()) {
                throw new IllegalArgumentException("a year has four digits: " + written);
            }
            DateTimeFormatter formatter =
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(plainYears(written))
                            .toFormatter(language)
                            .withResolverStyle(ResolverStyle.STRICT);
            var form = new Patterned(written, formatter);
            if (form.read(formatter.format(SAMPLE)) == null) {
                throw new IllegalArgumentException("no day or no hour: " + written);
            }
            return form;
        }

        /// `y` counts within an era, which no log names; `u` does not.
        private static String plainYears(String pattern) {
            var plain = new StringBuilder();
            boolean quoted = false;
            for (char c : pattern.toCharArray()) {
                quoted ^= c == '\'';
                plain.append(c == 'y' && !quoted ? 'u' : c);
            }
            return plain.toString();
        }

        @Override
        public @Nullable TemporalAccessor read(String text) {
            return parsed(formatter, text);
        }
    }

    private static @Nullable TemporalAccessor parsed(DateTimeFormatter formatter, String text) {
        try {
            return formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
