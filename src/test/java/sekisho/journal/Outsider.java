package sekisho.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// Reads a journal from its stored bytes as anybody could who knows the form, without the journal's
/// own code, and checks all that must hold of it.
final class Outsider {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Outsider() {}

    /// Checks a journal in which a torn tail is not allowed, and returns the bytes of its entries.
    static List<byte[]> check(Map<String, byte[]> files) {
        List<byte[]> entries = new ArrayList<>();
        new TreeMap<>(files)
                .forEach((name, bytes) -> {
                    if (name.endsWith(".log")) {
                        assertThat(Long.parseLong(name.substring(0, 19)))
                                .as("the name of " + name)
                                .isEqualTo(entries.size() + 1);
                        frames(name, bytes, entries);
                    }
                });
        checkEntries(entries);
        return entries;
    }

    /// Checks that what was there is still there, byte for byte.
    static void checkPrefix(List<byte[]> before, List<byte[]> after) {
        assertThat(after).hasSizeGreaterThanOrEqualTo(before.size());
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).as("entry " + (i + 1)).isEqualTo(before.get(i));
        }
    }

    /// The `seq` of each entry.
    static List<Long> seqs(List<byte[]> entries) {
        return entries.stream().map(entry -> json(entry).get("seq").longValue()).toList();
    }

    private static void frames(String name, byte[] bytes, List<byte[]> into) {
        var file = ByteBuffer.wrap(bytes);
        while (file.hasRemaining()) {
            int start = file.position();
            assertThat(file.remaining()).as("a header in " + name).isGreaterThanOrEqualTo(8);
            int length = file.getInt();
            int check = file.getInt();
            assertThat(length).as("a length in " + name).isBetween(1, file.remaining());
            byte[] entry = Arrays.copyOfRange(bytes, start + 8, start + 8 + length);
            var crc = new CRC32C();
            crc.update(bytes, start, 4);
            crc.update(entry);
            assertThat((int) crc.getValue()).as("the check in " + name).isEqualTo(check);
            file.position(start + 8 + length);
            into.add(entry);
        }
    }

    private static void checkEntries(List<byte[]> entries) {
        var numbers = new HashSet<String>();
        Instant last = Instant.MIN;
        for (int i = 0; i < entries.size(); i++) {
            JsonNode entry = json(entries.get(i));
            assertThat(entry.get("sequence").longValue()).isEqualTo(i + 1);
            Instant recordedAt = Instant.parse(entry.get("recordedAt").textValue());
            assertThat(recordedAt).isAfterOrEqualTo(last);
            last = recordedAt;
            assertThat(
                            numbers.add(
                                    entry.get("source")
                                            + "/"
                                            + entry.get("boot")
                                            + "/"
                                            + entry.get("seq")))
                    .as("entry %d is there once", i + 1)
                    .isTrue();
        }
    }

    private static JsonNode json(byte[] entry) {
        try {
            return JSON.readTree(entry);
        } catch (IOException e) {
            throw new AssertionError("not JSON", e);
        }
    }
}
