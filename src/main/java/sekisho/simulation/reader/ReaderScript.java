package sekisho.simulation.reader;

import sekisho.sensor.CardFormat;
import sekisho.site.Bytes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What happens at virtual readers, in words: `card 26:3a5f0140`, `open`, `1 close`.
public final class ReaderScript {
    private static final String WORDS =
            "card <bits>:<hex> or <format>:<facility>-<number>, open, close, exit, tamper, calm,"
                    + " silent, answer";

    private final List<VirtualReader> readers;

    public ReaderScript(List<VirtualReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /// Lets something happen and says what, or what would be right.
    public String play(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        VirtualReader reader = readers.getFirst();
        if (words.getFirst().matches("[0-9]{1,3}")) {
            int address = Integer.parseInt(words.getFirst());
            Optional<VirtualReader> meant =
                    readers.stream().filter(one -> one.address() == address).findFirst();
            if (meant.isEmpty()) {
                return "no reader has the address " + address;
            }
            reader = meant.get();
            words = words.subList(1, words.size());
        }
        try {
            return play(reader, words) + " (lamp: " + reader.shown() + ")";
        } catch (IllegalArgumentException e) {
            return e.getMessage() + "; there are: " + WORDS;
        }
    }

    private static String play(VirtualReader reader, List<String> words) {
        String said = "reader " + reader.address() + ": " + String.join(" ", words);
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "card" -> present(reader, words.size() == 2 ? words.get(1) : "");
            case "open" -> reader.open();
            case "close" -> reader.close();
            case "exit" -> reader.pressExit();
            case "tamper" -> reader.tamper(true);
            case "calm" -> reader.tamper(false);
            case "silent" -> reader.silence(true);
            case "answer" -> reader.silence(false);
            default -> throw new IllegalArgumentException("\"" + said + "\" is nothing to do");
        }
        return said;
    }

    private static void present(VirtualReader reader, String card) {
        int colon = card.indexOf(':');
        String kind = card.substring(0, Math.max(colon, 0));
        String rest = card.substring(colon + 1);
        if (kind.matches("[0-9]{1,3}")) {
            reader.present(Integer.parseInt(kind), rest);
            return;
        }
        CardFormat format =
                CardFormat.KNOWN.stream()
                        .filter(one -> one.name().equals(kind))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("\"" + card + "\" is no card"));
        String[] parts = rest.split("-", 2);
        long number = Long.parseLong(parts[parts.length - 1]);
        long facility = parts.length == 2 ? Long.parseLong(parts[0]) : 0;
        Bytes data = format.data(facility, number);
        reader.present(format.bits(), data.hex());
    }
}
