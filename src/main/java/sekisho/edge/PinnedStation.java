package sekisho.edge;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes one certificate, that of the station in the agent's token. Names and dates do not
/// matter: the agent must find its station again at another address and with a clock at 1970.
final class PinnedStation extends X509ExtendedTrustManager {
    private final String fingerprint;
    private final KeyManager[] shown;
    private volatile @Nullable String stranger;

    /// @param shown what proves to the station who connects; empty: nothing
    PinnedStation(String fingerprint, KeyManager[] shown) {
        this.fingerprint = fingerprint;
        this.shown = shown;
    }

    String fingerprint() {
        return fingerprint;
    }

    SSLSocketFactory sockets() {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(shown, new TrustManager[] {this}, null);
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
        String found = AgentToken.fingerprint(chain[0].getEncoded());
        if (!found.equals(fingerprint)) {
            stranger = found;
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
