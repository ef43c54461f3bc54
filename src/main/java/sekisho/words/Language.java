package sekisho.words;

/// The languages of the product; Japanese comes first.
public enum Language {
    JA,
    EN
}
