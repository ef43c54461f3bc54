package sekisho.snapshot;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// One snapshot on the disk: a line of JSON that says what it is of, the state, and the SHA-256 of
/// both.
final class SnapshotFile {
    private static final Pattern NAME = Pattern.compile("[0-9]{19}\\.state");
    private static final String UNFINISHED = ".unfinished";
    private static final int CHECK = 32;

    /// What the state is of.
    ///
    /// @param sequence of the last entry judged
    /// @param root of the tree over the journal up to there, in base64
    /// @param rules see [RulesCode]
    record About(long sequence, String root, String rules) {
        private byte[] line() {
            return (CanonicalJson.of(Map.of("root", root, "rules", rules, "sequence", sequence))
                            + '\n')
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static About read(byte[] line) throws Unreadable {
            Map<String, ?> members = JsonText.object(line, 0, line.length);
            if (members.get("sequence") instanceof Long sequence
                    && members.get("root") instanceof String root
                    && members.get("rules") instanceof String rules) {
                return new About(sequence, root, rules);
            }
            throw new Unreadable("it does not say what it is of");
        }
    }

    /// What was read of a file.
    record Content(About about, ByteBuffer state) {}

    private SnapshotFile() {}

    static String name(long sequence) {
        return String.format(java.util.Locale.ROOT, "%019d.state", sequence);
    }

    /// The sequence of the snapshot with this file name, if it is one's.
    static OptionalLong sequenceOf(String name) {
        return NAME.matcher(name).matches()
                ? OptionalLong.of(Long.parseLong(name, 0, 19, 10))
                : OptionalLong.empty();
    }

    /// Whether a file was being written when the station died.
    static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED);
    }

    /// Writes a snapshot: it is there whole or not at all, also after a power cut.
    static void write(Path folder, About about, StateBytes state) throws IOException {
        Path file = folder.resolve(name(about.sequence()));
        Path beside = folder.resolve(name(about.sequence()) + UNFINISHED);
        try (var channel =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            MessageDigest digest = sha256();
            OutputStream plain = new BufferedOutputStream(Channels.newOutputStream(channel));
            var out = new DigestOutputStream(plain, digest);
            out.write(about.line());
            state.writeTo(out);
            plain.write(digest.digest());
            plain.flush();
            channel.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Reads a snapshot and checks that it is whole.
    ///
    /// @throws Unreadable when it is not what was written
    static Content read(Path file) throws IOException, Unreadable {
        byte[] all = Files.readAllBytes(file);
        int end = all.length - CHECK;
        int line = 0;
        while (line < end && all[line] != '\n') {
            line++;
        }
        if (line >= end) {
            throw new Unreadable("it is cut off");
        }
        MessageDigest digest = sha256();
        digest.update(all, 0, end);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(all, end, all.length))) {
            throw new Unreadable("its check does not agree");
        }
        About about = About.read(Arrays.copyOf(all, line));
        return new Content(about, ByteBuffer.wrap(all, line + 1, end - line - 1).slice());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
