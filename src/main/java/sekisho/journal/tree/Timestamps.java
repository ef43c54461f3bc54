package sekisho.journal.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/// What an authority has dated of a log: a checkpoint for each day, and the authority's response to
/// it, as plain files that other programs read too. It lies beside the checkpoints and is not
/// trusted: who changes it can take dates away, and make none.
public final class Timestamps {
    private static final String FOLDER = "timestamps/";
    private static final String DAYS = FOLDER + "days";

    private final LogDisk disk;

    /// A dated checkpoint.
    ///
    /// @param day the day of the request, by UTC
    /// @param note the signed checkpoint, whose bytes are dated
    /// @param response the authority's, in DER (RFC 3161)
    public record Dated(LocalDate day, String note, byte[] response) {}

    private Timestamps(LogDisk disk) {
        this.disk = disk;
    }

    /// Those in the folder of a log.
    public static Timestamps in(Path log) {
        return new Timestamps(new LogFolder(log));
    }

    /// All of a log, by day.
    ///
    /// @throws IllegalArgumentException when one is listed and not there
    public static List<Dated> of(Tiles log) throws IOException {
        List<Dated> all = new ArrayList<>();
        for (LocalDate day : days(log)) {
            byte[] note = log.get(checkpoint(day));
            byte[] response = log.get(response(day));
            if (note == null || response == null) {
                throw new IllegalArgumentException("the time stamp of " + day + " is missing");
            }
            all.add(new Dated(day, new String(note, StandardCharsets.UTF_8), response));
        }
        return all;
    }

    /// The days for which there is one, the earliest first.
    public static List<LocalDate> days(Tiles log) throws IOException {
        byte[] file = log.get(DAYS);
        List<LocalDate> days = new ArrayList<>();
        String text = file == null ? "" : new String(file, StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            try {
                days.add(LocalDate.parse(line));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(DAYS + " can't be read: " + line, e);
            }
        }
        return days;
    }

    /// The days for which there is one.
    public List<LocalDate> days() throws IOException {
        return days(disk);
    }

    /// Keeps one; durable on return. It is listed last, so that what is listed is there.
    public void keep(Dated dated) throws IOException {
        disk.replace(checkpoint(dated.day()), dated.note().getBytes(StandardCharsets.UTF_8));
        disk.replace(response(dated.day()), dated.response());
        disk.force();
        var days = new StringBuilder();
        days().forEach(day -> days.append(day).append('\n'));
        days.append(dated.day()).append('\n');
        disk.replace(DAYS, days.toString().getBytes(StandardCharsets.UTF_8));
        disk.force();
    }

    private static String checkpoint(LocalDate day) {
        return FOLDER + day + ".checkpoint";
    }

    private static String response(LocalDate day) {
        return FOLDER + day + ".tsr";
    }
}
