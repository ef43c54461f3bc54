/// A whole site in virtual time, from one seed; an oracle that reads the rules a second time; and
/// the checks that hold the core to them.
///
/// - [sekisho.simulation.Babel] draws facts that make no sense together, crowded onto the limits;
///   [sekisho.simulation.BabelTest] compares the core with [sekisho.simulation.Oracle] on them.
///
/// A sample of seeds runs with every build. All of them: `-Dtest='BabelTest,WeekTest'
/// -Dseeds=10000`. A seed that fails says the command that repeats it.
@org.jspecify.annotations.NullMarked
package sekisho.simulation;
