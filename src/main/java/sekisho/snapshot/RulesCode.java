package sekisho.snapshot;

import sekisho.correlation.Correlator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The program that judges, as a hash of its classes: a state is good only for the very rules that
/// made it, and nobody has to remember to count a version up.
final class RulesCode {
    /// The rules, what they read, and how their state is written.
    private static final List<String> PACKAGES =
            List.of("sekisho/correlation/", "sekisho/site/", "sekisho/snapshot/");

    private RulesCode() {}

    /// The hash of the running program.
    ///
    /// @throws IOException when its classes can't be read where they were loaded from
    static String running() throws IOException {
        CodeSource source = Correlator.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("nobody knows where the program was loaded from");
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("the program was loaded from " + source.getLocation(), e);
        }
    }

    /// The hash of the program in a folder of classes or in a jar.
    static String of(Path place) throws IOException {
        MessageDigest digest = sha256();
        if (Files.isDirectory(place)) {
            for (String one : PACKAGES) {
                try (Stream<Path> files = Files.walk(place.resolve(one))) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        String name = place.relativize(file).toString().replace('\\', '/');
                        add(digest, name, Files.readAllBytes(file));
                    }
                }
            }
        } else {
            try (var jar = new ZipFile(place.toFile())) {
                for (String one : PACKAGES) {
                    List<? extends ZipEntry> files =
                            jar.stream()
                                    .filter(file ->
                                            file.getName().startsWith(one) && !file.isDirectory())
                                    .sorted((a, b) -> a.getName().compareTo(b.getName()))
                                    .toList();
                    for (ZipEntry file : files) {
                        try (InputStream in = jar.getInputStream(file)) {
                            add(digest, file.getName(), in.readAllBytes());
                        }
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String name, byte[] bytes) {
        if (name.endsWith(".class")) {
            digest.update((name + '\n' + bytes.length + '\n').getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
