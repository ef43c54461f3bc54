package sekisho.witness;

import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPUtil;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A time stamp (RFC 3161) over the bytes of a signed checkpoint: that it was there at a time, by
/// the word of an authority.
public final class Timestamp {
    private Timestamp() {}

    private static final class Unbelieved extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Unbelieved(String sentence) {
            super(sentence);
        }
    }

    /// Asks for the time of a note, and for the authority's certificate.
    static TimeStampRequest request(String note, BigInteger nonce) {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(TSPAlgorithms.SHA256, digest(note), nonce);
    }

    /// When an authority says that a note was there, as it answered our question.
    ///
    /// @throws IllegalArgumentException when it does not say so, or is not believed; with a
    ///   sentence for the board
    static Instant answered(
            TimeStampRequest request, byte[] response, String note, Anchors anchors) {
        try {
            var read = new TimeStampResponse(response);
            if (read.getTimeStampToken() == null) {
                throw new Unbelieved(
                        "the time stamping authority refuses: " + read.getStatusString());
            }
            BigInteger nonce = read.getTimeStampToken().getTimeStampInfo().getNonce();
            if (!request.getNonce().equals(nonce)) {
                throw new Unbelieved("the time stamp answers another question");
            }
            Instant time = time(response, note, anchors);
            read.validate(request);
            return time;
        } catch (Unbelieved e) {
            throw e;
        } catch (TSPException | IOException | RuntimeException e) {
            // The library has no exception of its own for what is no ASN.1.
            throw new Unbelieved("the time stamp can't be read: " + e.getMessage());
        }
    }

    /// When an authority says that a note was there.
    ///
    /// @param response the authority's, in DER
    /// @throws IllegalArgumentException when it does not say so, or is not believed
    public static Instant time(byte[] response, String note, Anchors anchors) {
        try {
            TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
            if (token == null) {
                throw new Unbelieved("there is no time stamp in the response");
            }
            check(token, note, anchors);
            return token.getTimeStampInfo().getGenTime().toInstant();
        } catch (Unbelieved e) {
            throw e;
        } catch (TSPException | IOException | RuntimeException e) {
            // The library has no exception of its own for what is no ASN.1.
            throw new Unbelieved("the time stamp can't be read: " + e.getMessage());
        }
    }

    private static void check(TimeStampToken token, String note, Anchors anchors) {
        var info = token.getTimeStampInfo();
        if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
                || !MessageDigest.isEqual(info.getMessageImprintDigest(), digest(note))) {
            throw new Unbelieved("the time stamp is of something else");
        }
        try {
            Collection<X509CertificateHolder> signers =
                    token.getCertificates().getMatches(token.getSID());
            if (signers.size() != 1) {
                throw new Unbelieved("the time stamp does not carry its signer's certificate");
            }
            X509CertificateHolder signer = signers.iterator().next();
            TSPUtil.validateCertificate(signer);
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            var converter = new JcaX509CertificateConverter();
            List<X509Certificate> helpers = new ArrayList<>();
            for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
                helpers.add(converter.getCertificate(one));
            }
            X509Certificate certificate = converter.getCertificate(signer);
            if (!anchors.lead(certificate, helpers, info.getGenTime().toInstant())) {
                throw new Unbelieved(
                        "the certificate of the time stamp is not believed: "
                                + certificate.getSubjectX500Principal().getName());
            }
        } catch (TSPException | OperatorCreationException | CertificateException e) {
            throw new Unbelieved(
                    "the signature of the time stamp does not hold: " + e.getMessage());
        }
    }

    private static byte[] digest(String note) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(note.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
