package sekisho.edge;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

import sekisho.site.SourceId;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// The station's key and certificate for its links, of its own making. It proves by them who it is,
/// and signs the certificates of its agents.
///
/// Trusted: whoever takes the key can pretend to be the station to its agents, read what they
/// report and acknowledge it into nothing, or be any agent. It signs no record.
///
/// @param fingerprint see [AgentToken]
record StationKey(PrivateKey key, X509Certificate certificate, String fingerprint) {
    private static final String KEY_FILE = "link.key.pem";
    private static final String CERTIFICATE_FILE = "link.certificate.pem";
    private static final Duration VALID = Duration.ofDays(365 * 20L);

    private static final X500Name STATION = new X500Name("CN=Sekisho station");

    /// An agent's clock and the station's need not agree to the second.
    private static final Duration BACK = Duration.ofHours(1);

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
        try {
            X509Certificate certificate = Pem.certificate(Files.readString(certificateFile));
            return new StationKey(
                    Pem.key(Files.readString(keyFile)),
                    certificate,
                    AgentToken.fingerprint(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    keyFile + " or " + certificateFile + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void create(Path keyFile, Path certificateFile, Instant now) throws IOException {
        try {
            var pair = Pem.newKey();
            var builder =
                    new JcaX509v3CertificateBuilder(
                            STATION,
                            serial(),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(VALID)),
                            STATION,
                            pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            X509Certificate certificate = signed(builder, pair.getPrivate());
            SafeFile.write(keyFile, ascii(Pem.of(pair.getPrivate())));
            SafeFile.write(certificateFile, ascii(Pem.of(certificate)));
        } catch (GeneralSecurityException | OperatorException e) {
            throw new IOException("can't make the station's key: " + e.getMessage(), e);
        }
    }

    /// Signs a certificate for an agent.
    ///
    /// @param request a PKCS #10 request in DER; only its key is taken from it
    /// @throws GeneralSecurityException when it is none, or was not made with the key it names
    X509Certificate issue(byte[] request, SourceId agent, Instant now, Duration valid)
            throws GeneralSecurityException, IOException {
        try {
            var asked = new JcaPKCS10CertificationRequest(request);
            PublicKey asking = asked.getPublicKey();
            if (!asking.getAlgorithm().equals("EC")
                    || !asked.isSignatureValid(
                            new JcaContentVerifierProviderBuilder().build(asking))) {
                throw new GeneralSecurityException("the request is not signed by its own key");
            }
            var builder =
                    new JcaX509v3CertificateBuilder(
                            STATION,
                            serial(),
                            Date.from(now.minus(BACK)),
                            Date.from(now.plus(valid)),
                            new X500NameBuilder().addRDN(BCStyle.CN, agent.value()).build(),
                            asking);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            return signed(builder, key);
        } catch (OperatorException | PKCSException | RuntimeException e) {
            throw new GeneralSecurityException("no certificate request: " + e.getMessage(), e);
        }
    }

    /// Whether this key has signed a certificate.
    boolean hasSigned(X509Certificate other) {
        try {
            other.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey by)
            throws OperatorException, GeneralSecurityException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static BigInteger serial() {
        return new BigInteger(127, new SecureRandom()).add(BigInteger.ONE);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
