package sekisho.account;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// The accounts of a station, in one file of its data folder. Any thread may use it.
public final class Accounts {
    /// The account made at first start.
    public static final String FIRST_USER = "sekisho";

    private static final String FILE = "accounts.json";
    private static final String SESSIONS_FILE = "sessions.json";
    private static final String FIRST_FILE = "first-sign-in.txt";

    /// Each check takes 19 MiB and a core: more at once would only starve the station.
    private static final int CHECKS_AT_ONCE = 2;

    private final Path folder;
    private final SecureRandom random;
    private final Map<String, PasswordHash> byUser;
    private final PasswordHash nobody;
    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE);

    private Accounts(Path folder, SecureRandom random, Map<String, PasswordHash> byUser) {
        this.folder = folder;
        this.random = random;
        this.byUser = byUser;
        this.nobody = PasswordHash.of(ReadableText.grouped(4, random), random);
    }

    /// Opens the accounts of a data folder. Where there are none yet, makes the first one with a
    /// random password and leaves it in `first-sign-in.txt`, which only the owner may read.
    ///
    /// @throws IOException when the file can't be read or written, or is not one of ours
    public static Accounts open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var random = new SecureRandom();
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return new Accounts(folder, random, AccountFile.read(file));
        }
        var accounts = new Accounts(folder, random, new LinkedHashMap<>());
        String password = ReadableText.grouped(4, random);
        SafeFile.write(folder.resolve(FIRST_FILE), FIRST_USER + "\n" + password + "\n");
        accounts.setPassword(FIRST_USER, password);
        return accounts;
    }

    /// The first sign-in, while its file lies in the data folder; null when it was removed.
    public @Nullable FirstSignIn firstSignIn() throws IOException {
        Path file = folder.resolve(FIRST_FILE);
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() < 2 ? null : new FirstSignIn(lines.get(0), lines.get(1));
    }

    /// The sessions of these accounts; opened once by whoever serves them.
    public Sessions sessions(InstantSource clock) {
        return Sessions.open(folder.resolve(SESSIONS_FILE), clock);
    }

    /// Whether there is such an account.
    public boolean has(String user) {
        synchronized (byUser) {
            return byUser.containsKey(user);
        }
    }

    /// Whether this is the password of that account. Takes as long for an account that is not
    /// there.
    public boolean isPassword(String user, String password) throws InterruptedException {
        PasswordHash known;
        synchronized (byUser) {
            known = byUser.get(user);
        }
        checks.acquire();
        try {
            boolean matches = (known == null ? nobody : known).matches(password);
            return matches && known != null;
        } finally {
            checks.release();
        }
    }

    /// Makes an account, or gives it another password; durable when it returns.
    public void setPassword(String user, String password) throws IOException {
        if (user.isBlank() || user.length() > 64) {
            throw new IllegalArgumentException("a user name has 1 to 64 characters");
        }
        PasswordHash hash = PasswordHash.of(password, random);
        synchronized (byUser) {
            var changed = new LinkedHashMap<>(byUser);
            changed.put(user, hash);
            AccountFile.write(folder.resolve(FILE), changed);
            byUser.put(user, hash);
        }
    }
}
