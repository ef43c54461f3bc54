package sekisho.web;

/// The one cookie there is.
final class Cookies {
    static final String SESSION = "sekisho";

    private Cookies() {}

    /// Gives the browser its session: no script can read it, no other site can send it.
    static String session(String id, boolean secure) {
        return SESSION
                + "="
                + id
                + "; Path=/; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }

    /// Takes it away again.
    static String none(boolean secure) {
        return session("", secure) + "; Max-Age=0";
    }
}
