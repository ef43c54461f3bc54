package sekisho.site;

/// Which way a granted or denied read leads: into the zone or out of it.
public enum Direction {
    IN,
    OUT
}
