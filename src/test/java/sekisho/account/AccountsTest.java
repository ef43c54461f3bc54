package sekisho.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

class AccountsTest {
    @TempDir private Path folder;

    @Test
    void theFirstStartLeavesASignInThatOnlyTheOwnerCanRead() throws Exception {
        var accounts = Accounts.open(folder);
        FirstSignIn first = Objects.requireNonNull(accounts.firstSignIn());
        assertThat(first.user()).isEqualTo(Accounts.FIRST_USER);
        assertThat(first.password()).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(accounts.isPassword(first.user(), first.password())).isTrue();
        assertThat(mode("first-sign-in.txt")).isEqualTo("rw-------");
        assertThat(mode("accounts.json")).isEqualTo("rw-------");
    }

    @Test
    void theNextStartKnowsThemStill() throws Exception {
        FirstSignIn first = Objects.requireNonNull(Accounts.open(folder).firstSignIn());
        Accounts.open(folder).setPassword("gate", "correct horse");
        var accounts = Accounts.open(folder);
        assertThat(first).isEqualTo(accounts.firstSignIn());
        assertThat(accounts.isPassword(first.user(), first.password())).isTrue();
        assertThat(accounts.isPassword("gate", "correct horse")).isTrue();
    }

    @Test
    void anotherPasswordOrNobodysAccountIsRefused() throws Exception {
        var accounts = Accounts.open(folder);
        accounts.setPassword("gate", "correct horse");
        assertThat(accounts.isPassword("gate", "correct hors")).isFalse();
        assertThat(accounts.isPassword("gate", "")).isFalse();
        assertThat(accounts.isPassword("nobody", "correct horse")).isFalse();
    }

    @Test
    void theSameAccountIsGivenAnotherPassword() throws Exception {
        var accounts = Accounts.open(folder);
        accounts.setPassword("gate", "old");
        accounts.setPassword("gate", "new");
        assertThat(accounts.isPassword("gate", "old")).isFalse();
        assertThat(Accounts.open(folder).isPassword("gate", "new")).isTrue();
    }

    @Test
    void noPasswordStandsInAnyFile() throws Exception {
        Accounts.open(folder).setPassword("gate", "correct horse");
        assertThat(folder.resolve("accounts.json")).content().doesNotContain("correct horse");
    }

    @Test
    void aFileOfSomethingElseStopsTheStation() throws Exception {
        for (String text : new String[] {"", "{}", "{\"accounts\":[{}]}", "{\"accounts\":[1]}"}) {
            Files.writeString(folder.resolve("accounts.json"), text);
            assertThatThrownBy(() -> Accounts.open(folder))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("accounts.json");
        }
    }

    @Test
    void nothingButTheFilesIsLeftBehind() throws Exception {
        Accounts.open(folder).setPassword("gate", "x");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("accounts.json", "first-sign-in.txt");
        }
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }
}
