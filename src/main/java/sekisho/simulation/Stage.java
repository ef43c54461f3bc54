package sekisho.simulation;

/// Where moves are made.
@FunctionalInterface
public interface Stage {

    /// Makes a move. Returns when it is made, which is before anybody has noticed it.
    void make(Move move) throws InterruptedException;
}
