/// A whole site in virtual time, from one seed; an oracle that reads the rules a second time; and
/// the checks that hold the core to them.
///
/// - [sekisho.simulation.Babel] draws facts that make no sense together, crowded onto the limits;
///   [sekisho.simulation.BabelTest] compares the core with [sekisho.simulation.Oracle] on them.
/// - [sekisho.simulation.Week] is people at work, and knows who breaks a rule;
///   [sekisho.simulation.Post] brings its facts late, twice or after days;
///   [sekisho.simulation.Life] is the station's own start, turn and journal living through that,
///   dying at random calls of its disk. What must hold afterwards is a [sekisho.simulation.Checker]
///   each.
///
/// A sample of seeds runs with every build, from a seed that follows from the commit; more:
/// `-Dtest='BabelTest,WeekTest' -Dseeds=10000`. A seed that fails says what it drew and the command
/// that repeats it ([sekisho.simulation.Seeds]).
@org.jspecify.annotations.NullMarked
package sekisho.simulation;
