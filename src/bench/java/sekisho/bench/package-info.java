/// What it costs, measured: the core alone, the way through the journal, replay, the heap, a line
/// of ten readers, and the same rules in Esper.
///
/// [sekisho.bench.Benchmark] runs them all, each in a virtual machine of its own, and prints one
/// table. Esper is under the GPL: it is on the class path of the profile `bench` only, never in the
/// product.
@org.jspecify.annotations.NullMarked
package sekisho.bench;
