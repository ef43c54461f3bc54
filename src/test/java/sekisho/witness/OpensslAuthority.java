package sekisho.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import sekisho.rig.Rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A time stamping authority of OpenSSL (`openssl ts`), with a certificate authority of its own,
/// behind a small HTTP server.
public final class OpensslAuthority implements AutoCloseable {
    private static final String CONFIG =
            """
            [tsa]
            default_tsa = us
            [us]
            serial = %1$s/serial
            crypto_device = builtin
            signer_cert = %1$s/tsa.pem
            certs = %1$s/ca.pem
            signer_key = %1$s/tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ess_cert_id_alg = sha256
            """;

    private final Path folder;
    private final HttpServer server;

    /// What it answers instead of answering the question; none: what OpenSSL says.
    private byte[] recorded = new byte[0];

    public OpensslAuthority(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        Files.writeString(folder.resolve("openssl.cnf"), CONFIG.formatted(folder));
        Files.writeString(folder.resolve("serial"), "01\n");
        Files.writeString(
                folder.resolve("tsa.ext"),
                "extendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\n");
        String[] key = {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"};
        run(
                key,
                "req -x509 -days 30 -subj /CN=clock-ca -addext keyUsage=critical,keyCertSign"
                        + " -keyout ca.key -out ca.pem");
        run(key, "req -subj /CN=clock -keyout tsa.key -out tsa.csr");
        run(
                new String[0],
                "x509 -req -days 30 -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
                        + " -extfile tsa.ext -out tsa.pem");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tsr", this::serve);
        server.start();
    }

    private void run(String[] more, String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Rig.program("openssl")));
        List<String> words = List.of(arguments.split(" "));
        command.add(words.getFirst());
        command.addAll(List.of(more));
        command.addAll(words.subList(1, words.size()));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("openssl.out").toFile())
                        .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(Files.readString(folder.resolve("openssl.out")));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsr");
    }

    /// By which its certificate is believed.
    public Path anchors() {
        return folder.resolve("ca.pem");
    }

    /// Its answer to a question.
    synchronized byte[] answer(byte[] query) throws IOException {
        Files.write(folder.resolve("query"), query);
        run(
                new String[0],
                "ts -reply -config openssl.cnf -section us -queryfile query -out response");
        return Files.readAllBytes(folder.resolve("response"));
    }

    /// What `openssl ts -verify` says of a response.
    String verify(Path data, Path response) throws IOException {
        run(
                new String[] {"-data", data.toString(), "-in", response.toString()},
                "ts -verify -CAfile ca.pem");
        return Files.readString(folder.resolve("openssl.out"));
    }

    /// From now on it answers every question by this.
    void replay(byte[] response) {
        recorded = response;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] query = exchange.getRequestBody().readAllBytes();
            byte[] response = recorded.length > 0 ? recorded : answer(query);
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
