package sekisho.edge;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/// The station's key and certificate for its links, of its own making.
///
/// Trusted: whoever takes the key can pretend to be the station to its agents, read what they
/// report and acknowledge it into nothing. It signs no record.
///
/// @param keyPem the private key (P-256, PKCS#8)
/// @param certificatePem the self-signed certificate
/// @param fingerprint see [AgentToken]
record StationKey(String keyPem, String certificatePem, String fingerprint) {
    private static final String KEY_FILE = "link.key.pem";
    private static final String CERTIFICATE_FILE = "link.certificate.pem";
    private static final Duration VALID = Duration.ofDays(365 * 20L);

    /// Loads both from a folder, or makes them there.
    ///
    /// @throws IOException when they can't be read, made or kept; the message names the file
    static StationKey loadOrCreate(Path folder, Instant now) throws IOException {
        Path keyFile = folder.resolve(KEY_FILE);
        Path certificateFile = folder.resolve(CERTIFICATE_FILE);
        // The certificate is written last: with it, the key is there too.
        if (!Files.exists(certificateFile)) {
            create(keyFile, certificateFile, now);
        }
        String certificate = Files.readString(certificateFile);
        return new StationKey(
                Files.readString(keyFile), certificate, fingerprint(certificateFile, certificate));
    }

    private static void create(Path keyFile, Path certificateFile, Instant now) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var name = new X500Name("CN=Sekisho station");
            var builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(VALID)),
                            name,
                            pair.getPublic());
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            var certificate =
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer));
            SafeFile.write(keyFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            SafeFile.write(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("can't make the station's key: " + e.getMessage(), e);
        }
    }

    private static String fingerprint(Path file, String pem) throws IOException {
        try {
            var certificate =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(
                                            pem.getBytes(StandardCharsets.US_ASCII)));
            return AgentToken.fingerprint(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no certificate: " + e.getMessage(), e);
        }
    }

    private static byte[] pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
