package sekisho.edge;

import java.security.cert.X509Certificate;

import javax.net.ssl.X509TrustManager;

/// Lets every certificate through the TLS handshake, which proves that its key is there too. Whose
/// it is, and whether it still counts, [Admission] decides: so an agent is told why it is refused.
final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        throw new IllegalStateException("a station connects to nobody");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
