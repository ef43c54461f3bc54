package sekisho.edge;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes one certificate, that of the station in the agent's token. Names and dates do not
/// matter: the agent must find its station again at another address and with a clock at 1970.
final class PinnedStation extends X509ExtendedTrustManager {
    private final String fingerprint;
    private volatile @Nullable String stranger;

    PinnedStation(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    SSLSocketFactory sockets() {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {this}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS 1.3", e);
        }
    }

    /// The fingerprint of somebody who answered in the station's place; null if nobody did.
    @Nullable String stranger() {
        return stranger;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        String shown = AgentToken.fingerprint(chain[0].getEncoded());
        if (!shown.equals(fingerprint)) {
            stranger = shown;
            throw new CertificateException("not the station of the token");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("an agent has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("an agent has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("an agent has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
