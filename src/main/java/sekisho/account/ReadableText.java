package sekisho.account;

import java.security.SecureRandom;

/// Random text that a person can read out and type: no letters or digits that look alike.
public final class ReadableText {
    /// 32 characters, so each is worth 5 bits; without I, L, O, U, which pass for others or swear.
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private ReadableText() {}

    /// So many characters.
    public static String of(int length, SecureRandom random) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /// Groups of four characters with a hyphen between them.
    public static String grouped(int groups, SecureRandom random) {
        var text = new StringBuilder();
        for (int i = 0; i < groups; i++) {
            text.append(i == 0 ? "" : "-").append(of(4, random));
        }
        return text.toString();
    }
}
