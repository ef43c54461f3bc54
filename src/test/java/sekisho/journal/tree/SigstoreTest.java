package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigstore.rekor.client.ImmutableInclusionProof;
import dev.sigstore.rekor.client.ImmutableVerification;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorVerificationException;
import dev.sigstore.rekor.client.RekorVerifier;
import dev.sigstore.trustroot.ImmutableLogId;
import dev.sigstore.trustroot.ImmutablePublicKey;
import dev.sigstore.trustroot.ImmutableTransparencyLog;
import dev.sigstore.trustroot.ImmutableValidFor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// sigstore's verifier for Java on a log of ours: it computes the root from an entry and our proof
/// of inclusion, and reads our checkpoint. It knows no Ed25519, so the text of the checkpoint is
/// signed once more, by an ECDSA key, the way its own log does.
class SigstoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final int SIZE = 1500;

    @TempDir Path folder;

    private final Journals journal = Journals.of(SIZE);
    private Checkpoint checkpoint;
    private KeyPair pair;

    @BeforeEach
    void aPublishedLog() throws Exception {
        var key = SigningKey.in(folder.resolve("keys"), "sekisho.example");
        Publisher.open(folder.resolve("log"), journal, key).publish(SIZE);
        checkpoint = Keys.of(key.verifier()).newest(Tiles.in(folder.resolve("log")));
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        pair = generator.generateKeyPair();
    }

    private byte[] signed(byte[] text) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(text);
        return signature.sign();
    }

    private byte[] logId() throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
    }

    private RekorVerifier verifier() throws Exception {
        return RekorVerifier.newRekorVerifier(
                List.of(
                        ImmutableTransparencyLog.builder()
                                .baseUrl(URI.create("https://sekisho.example"))
                                .hashAlgorithm("SHA2_256")
                                .logId(ImmutableLogId.builder().keyId(logId()).build())
                                .publicKey(
                                        ImmutablePublicKey.builder()
                                                .rawBytes(pair.getPublic().getEncoded())
                                                .keyDetails("PKIX_ECDSA_P256_SHA_256")
                                                .validFor(
                                                        ImmutableValidFor.builder()
                                                                .start(NOW.minusSeconds(1))
                                                                .build())
                                                .build())
                                .build()));
    }

    private String note() throws Exception {
        byte[] signature = signed(checkpoint.text().getBytes(StandardCharsets.UTF_8));
        byte[] line =
                ByteBuffer.allocate(4 + signature.length).put(logId(), 0, 4).put(signature).array();
        return checkpoint.text()
                + "\n\u2014 sekisho.example "
                + Base64.getEncoder().encodeToString(line)
                + '\n';
    }

    private RekorEntry entry(int index, byte[] leaf) throws Exception {
        var nodes = new TileNodes(Tiles.in(folder.resolve("log")), SIZE);
        var proof =
                ImmutableInclusionProof.builder()
                        .logIndex((long) index)
                        .treeSize((long) SIZE)
                        .rootHash(HexFormat.of().formatHex(checkpoint.root().bytes()))
                        .checkpoint(note())
                        .addAllHashes(
                                MerkleTree.inclusion(nodes, index, SIZE).stream()
                                        .map(hash -> HexFormat.of().formatHex(hash.bytes()))
                                        .toList())
                        .build();
        String body = Base64.getEncoder().encodeToString(leaf);
        byte[] content =
                new Told(body, hexId(), index, verification("", proof)).getSignableContent();
        String timestamp = Base64.getEncoder().encodeToString(signed(content));
        return new Told(body, hexId(), index, verification(timestamp, proof));
    }

    private String hexId() throws Exception {
        return HexFormat.of().formatHex(logId());
    }

    private static RekorEntry.Verification verification(
            String timestamp, RekorEntry.InclusionProof proof) {
        return ImmutableVerification.builder()
                .signedEntryTimestamp(timestamp)
                .inclusionProof(proof)
                .build();
    }

    /// An entry whose body is not one of sigstore's own kinds.
    private record Told(
            String getBody, String getLogID, long getLogIndex, Verification getVerification)
            implements RekorEntry {
        @Override
        public long getIntegratedTime() {
            return NOW.getEpochSecond();
        }
    }

    @Test
    void itBelievesOurProofs() throws Exception {
        for (int index = 0; index < SIZE; index += 97) {
            verifier().verifyEntry(entry(index, journal.entries.get(index)));
        }
        verifier().verifyEntry(entry(SIZE - 1, journal.entries.get(SIZE - 1)));
        assertThat(Files.exists(folder.resolve("log/tile/1/000.p/5"))).isTrue();
    }

    @Test
    void itRefusesAnAlteredEntry() throws Exception {
        var verifier = verifier();
        var altered = entry(700, "{\"sequence\":702}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> verifier.verifyEntry(altered))
                .isInstanceOf(RekorVerificationException.class)
                .hasMessageContaining("does not match");
    }
}
