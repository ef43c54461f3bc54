package sekisho.account;

/// The account made at first start, to be used once and then given a password of one's own.
public record FirstSignIn(String user, String password) {}
