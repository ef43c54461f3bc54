package sekisho.simulation;

/// Something that must hold of every week, whoever did what and whatever went wrong.
interface Checker {
    /// @throws AssertionError when it does not hold
    void check(Lived lived);
}
