package sekisho.journal.tree;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// A kind of public key that notes are signed by, as notes write it: its bytes alone.
public enum RawKey {
    /// RFC 8032; in X.509 form as RFC 8410 has it.
    ED25519("Ed25519", 32, "302a300506032b6570032100"),

    /// FIPS 204; in X.509 form as RFC 9881 has it.
    ML_DSA_44("ML-DSA-44", 1312, "30820532300b06096086480165030403110382052100");

    private final String algorithm;
    private final int length;
    private final byte[] x509;

    RawKey(String algorithm, int length, String x509) {
        this.algorithm = algorithm;
        this.length = length;
        this.x509 = HexFormat.of().parseHex(x509);
    }

    /// How many bytes such a key has.
    public int length() {
        return length;
    }

    /// The bytes of a key.
    public byte[] of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
    }

    /// Whether the key made this signature of a message; not so, too, where it is no key.
    public boolean verifies(byte[] key, byte[] message, byte[] signature) {
        try {
            byte[] encoded =
                    ByteBuffer.allocate(x509.length + key.length).put(x509).put(key).array();
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(
                    KeyFactory.getInstance(algorithm)
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
