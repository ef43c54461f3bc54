package sekisho.account;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The file of accounts: one JSON object.
final class AccountFile {
    private AccountFile() {}

    static void write(Path file, Map<String, PasswordHash> byUser) throws IOException {
        List<Object> accounts = new ArrayList<>();
        byUser.forEach((user, hash) ->
                accounts.add(
                        Map.of(
                                "user", user,
                                "memoryKib", hash.memoryKib(),
                                "passes", hash.passes(),
                                "lanes", hash.lanes(),
                                "salt", hash.salt(),
                                "argon2id", hash.hash())));
        SafeFile.write(file, CanonicalJson.of(Map.of("accounts", accounts)) + "\n");
    }

    /// Reads what was written.
    ///
    /// @throws IOException also when it is not a file of accounts: better no station than one that
    ///   lets in nobody, or anybody
    static Map<String, PasswordHash> read(Path file) throws IOException {
        try {
            if (!(JsonText.object(Files.readString(file)).get("accounts") instanceof List<?> all)) {
                throw new IOException(file + " holds no accounts");
            }
            var byUser = new LinkedHashMap<String, PasswordHash>();
            for (Object one : all) {
                if (!(one instanceof Map<?, ?> account)) {
                    throw new IOException(file + ": an account must be an object");
                }
                byUser.put(
                        text(file, account.get("user")),
                        new PasswordHash(
                                number(file, account.get("memoryKib")),
                                number(file, account.get("passes")),
                                number(file, account.get("lanes")),
                                text(file, account.get("salt")),
                                text(file, account.get("argon2id"))));
            }
            return byUser;
        } catch (Unreadable e) {
            throw new IOException(file + " is not a file of accounts: " + e.getMessage(), e);
        }
    }

    private static String text(Path file, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            return text;
        }
        throw new IOException(file + ": a text is missing from an account");
    }

    private static int number(Path file, @Nullable Object value) throws IOException {
        if (value instanceof Long number && number > 0 && number < 1 << 24) {
            return number.intValue();
        }
        throw new IOException(file + ": a number is missing from an account");
    }
}
