package sekisho.edge;

import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

import sekisho.site.json.CanonicalJson;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import javax.net.ssl.KeyManager;

/// Makes a machine known to its station: a key is made here, the station signs it, once for each
/// token.
public final class Enrolment {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Enrolment() {}

    /// Enrols this machine and keeps its identity in a folder. Blocks until that is done.
    ///
    /// @param folder of the agent; what it knew of another station is replaced
    /// @throws IOException when it did not work; the message says what to do
    public static AgentIdentity enrol(AgentToken token, String host, int port, Path folder)
            throws IOException {
        KeyPair pair = Pem.newKey();
        String hello =
                CanonicalJson.of(
                        Map.of("enroll", Map.of("token", token.secret(), "csr", request(pair))));
        var pin = new PinnedStation(token.fingerprint(), new KeyManager[0]);
        try (var open = new AgentConnection(host, port, pin, PATIENCE)) {
            open.write(hello);
            open.flush();
            Answer answer = open.read();
            if (answer instanceof Answer.Enrolled(var machine, var zone, var certificate)) {
                var identity =
                        new AgentIdentity(
                                host,
                                port,
                                token.fingerprint(),
                                machine,
                                zone,
                                Pem.of(pair.getPrivate()),
                                certificate);
                identity.save(folder);
                return identity;
            }
            if (answer instanceof Answer.Refused refused) {
                throw new IOException("the station refuses: " + refused.reason());
            }
            throw new IOException("the station answered with " + answer.line());
        }
    }

    /// A request for a certificate, PKCS #10 in base64. Names in it are for people; the station
    /// gives its own.
    static String request(KeyPair pair) {
        try {
            var name = new X500NameBuilder().addRDN(BCStyle.CN, "Sekisho agent").build();
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            byte[] der =
                    new JcaPKCS10CertificationRequestBuilder(name, pair.getPublic())
                            .build(signer)
                            .getEncoded();
            return Base64.getEncoder().encodeToString(der);
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("a request for a new key can't be made", e);
        }
    }
}
