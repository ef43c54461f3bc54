package sekisho.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Hash;
import sekisho.journal.tree.Note;
import sekisho.journal.tree.Proofs;
import sekisho.journal.tree.RawKey;
import sekisho.journal.tree.VerifierKey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// A witness over real HTTP, as C2SP tlog-witness describes one: it knows one log, remembers what
/// it has cosigned last, and cosigns what goes on from there.
public final class FakeWitness implements AutoCloseable {
    private static final String NAME = "witness.example/w1";

    private final HttpServer server;
    private final InstantSource clock;
    private final KeyPair pair;
    private final boolean quantum;
    private VerifierKey log;
    private @Nullable Checkpoint latest;
    private int failing;
    private int otherRoot = 422;

    /// What it was asked, in order: the first line of each request.
    public final List<String> asked = new ArrayList<>();

    /// @param log whose checkpoints it cosigns
    public FakeWitness(VerifierKey log, InstantSource clock) throws Exception {
        this(log, clock, false);
    }

    /// @param quantum whether it signs by ML-DSA-44, and not by Ed25519
    FakeWitness(VerifierKey log, InstantSource clock, boolean quantum) throws Exception {
        this.log = log;
        this.clock = clock;
        this.quantum = quantum;
        this.pair =
                KeyPairGenerator.getInstance(quantum ? "ML-DSA-44" : "Ed25519").generateKeyPair();
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/w/add-checkpoint", this::serve);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w");
    }

    /// By which others check what it cosigns.
    public WitnessKey key() {
        byte[] typed = typed();
        return WitnessKey.parse(
                NAME
                        + '+'
                        + HexFormat.of().toHexDigits(id())
                        + '+'
                        + Base64.getEncoder().encodeToString(typed));
    }

    /// What it has cosigned last.
    public long size() {
        return latest == null ? 0 : latest.size();
    }

    /// From now on it cosigns another log.
    void follow(VerifierKey other) {
        log = other;
    }

    /// It answers so many times with a failure of its own, or goes on doing so.
    void fail(int times) {
        failing = times;
    }

    /// To another root of the size it knows it answers by this status, and not by 422.
    void answerToAnotherRoot(int status) {
        otherRoot = status;
    }

    /// It has cosigned this, whoever asked for it.
    void remember(Checkpoint seen) {
        latest = seen;
    }

    private byte[] typed() {
        byte[] raw = (quantum ? RawKey.ML_DSA_44 : RawKey.ED25519).of(pair.getPublic());
        return ByteBuffer.allocate(1 + raw.length).put((byte) (quantum ? 6 : 4)).put(raw).array();
    }

    private int id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((NAME + "\n").getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest.digest(typed())).getInt();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(body.lines().findFirst().orElse(""));
            if (failing > 0) {
                failing--;
                answer(exchange, 503, "text/plain", "");
                return;
            }
            int end = body.indexOf("\n\n");
            List<String> head = body.substring(0, end).lines().toList();
            long old = Long.parseLong(head.getFirst().substring("old ".length()));
            List<Hash> proof =
                    head.stream()
                            .skip(1)
                            .map(line -> Hash.of(Base64.getDecoder().decode(line)))
                            .toList();
            judge(exchange, old, proof, body.substring(end + 2));
        }
    }

    private void judge(HttpExchange exchange, long old, List<Hash> proof, String note)
            throws IOException {
        String text;
        try {
            text = Note.open(note, log);
        } catch (IllegalArgumentException e) {
            answer(exchange, note.startsWith(log.name() + "\n") ? 403 : 404, "text/plain", "");
            return;
        }
        Checkpoint next = Checkpoint.parse(text);
        Checkpoint before = latest;
        if (old > next.size()) {
            answer(exchange, 400, "text/plain", "");
        } else if (old != size()) {
            answer(exchange, 409, "text/x.tlog.size", size() + "\n");
        } else if (before != null
                && before.size() == next.size()
                && !before.root().equals(next.root())) {
            answer(exchange, otherRoot, "text/plain", "");
        } else if (before == null
                ? !proof.isEmpty()
                : !Proofs.isConsistent(
                        before.size(), before.root(), next.size(), next.root(), proof)) {
            answer(exchange, 422, "text/plain", "");
        } else {
            latest = next;
            answer(exchange, 200, "text/plain", cosignature(text));
        }
    }

    private String cosignature(String text) {
        long seconds = clock.instant().getEpochSecond();
        try {
            Signature signature = Signature.getInstance(quantum ? "ML-DSA-44" : "Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(quantum ? subtree(text, seconds) : line(text, seconds));
            byte[] signed = signature.sign();
            byte[] all =
                    ByteBuffer.allocate(4 + 8 + signed.length)
                            .putInt(id())
                            .putLong(seconds)
                            .put(signed)
                            .array();
            return "— " + NAME + ' ' + Base64.getEncoder().encodeToString(all) + '\n';
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] line(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + '\n' + text).getBytes(StandardCharsets.UTF_8);
    }

    /// The struct that ML-DSA-44 signs, as TLS writes structs.
    private static byte[] subtree(String text, long seconds) {
        Checkpoint next = Checkpoint.parse(text);
        var bytes = ByteBuffer.allocate(1_000);
        bytes.put("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) NAME.length()).put(NAME.getBytes(StandardCharsets.US_ASCII));
        bytes.putLong(seconds);
        bytes.put((byte) next.origin().length());
        bytes.put(next.origin().getBytes(StandardCharsets.US_ASCII));
        bytes.putLong(0).putLong(next.size()).put(next.root().bytes());
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// When it says to have cosigned what it cosigns now.
    Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
