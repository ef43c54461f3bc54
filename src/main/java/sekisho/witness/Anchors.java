package sekisho.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The certificates by which those of a time stamping authority are believed.
public final class Anchors {
    private final Set<TrustAnchor> anchors = new HashSet<>();

    private Anchors(Collection<X509Certificate> certificates) {
        certificates.forEach(one -> anchors.add(new TrustAnchor(one, null)));
    }

    /// Those of a PEM file.
    ///
    /// @throws IllegalArgumentException when it holds none
    public static Anchors of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate");
            }
            return new Anchors(certificates);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " holds no certificates: " + e.getMessage());
        }
    }

    /// Whether a chain leads from a certificate to one of these, valid at a time. Revocation is not
    /// asked for: it would need the network.
    ///
    /// @param helpers may stand between
    boolean lead(X509Certificate from, Collection<X509Certificate> helpers, Instant at) {
        try {
            var target = new X509CertSelector();
            target.setCertificate(from);
            var parameters = new PKIXBuilderParameters(anchors, target);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            parameters.addCertStore(
                    CertStore.getInstance(
                            "Collection", new CollectionCertStoreParameters(helpers)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
