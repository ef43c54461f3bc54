package sekisho.config;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/// What somebody probably meant to write.
final class Nearest {
    private Nearest() {}

    /// `: did you mean "…"?`, or nothing when no word is near.
    static String hint(String written, Collection<String> known) {
        String nearest = to(written, known);
        return nearest == null ? "" : "; did you mean \"" + nearest + "\"?";
    }

    /// The known word with the fewest slips between it and what was written; null when even that
    /// one differs in more than a third of its letters.
    static @Nullable String to(String written, Collection<String> known) {
        String nearest = null;
        int fewest = Integer.MAX_VALUE;
        for (String word : known) {
            int slips = slips(written, word);
            int allowed = Math.max(1, Math.max(written.length(), word.length()) / 3);
            if (slips <= allowed && slips < fewest) {
                nearest = word;
                fewest = slips;
            }
        }
        return nearest;
    }

    /// Letters added, left out, replaced, or swapped with their neighbour (optimal string
    /// alignment).
    static int slips(String a, String b) {
        var beforeLast = new int[b.length() + 1];
        var last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (swapped(a, i, b, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }

    private static boolean swapped(String a, int i, String b, int j) {
        return i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
