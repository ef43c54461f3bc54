/// Whether the tests of the rules would notice that a rule was changed.
///
/// `mvn -q test -Pmutation` changes one comparison, constant or sum at a time, runs the tests of
/// `sekisho.correlation`, and tells for each class how many changes they noticed. It fails when one
/// that nobody noticed is not explained in `mutants.md` beside the rules.
@org.jspecify.annotations.NullMarked
package sekisho.mutation;
