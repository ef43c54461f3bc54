package sekisho.edge;

import org.jspecify.annotations.Nullable;

/// Whether an agent is the one that was here before, or its disk was put back, or there are two of
/// it. Each run of an agent has a number, one more than the last one on its disk, and an id of its
/// own; both come with every connection.
final class Doubles {
    private Doubles() {}

    /// What is wrong with an agent that says hello; null when nothing is.
    ///
    /// @param known what is known of it; null when it is here for the first time
    /// @param reached the highest number that its run has had acknowledged
    /// @param address from where it comes
    /// @param alive from where another connection of it comes that is alive; null without one
    static @Nullable String doubt(
            AgentBook.@Nullable Known known,
            Hello hello,
            long reached,
            String address,
            @Nullable String alive) {
        if (known == null) {
            return null;
        }
        if (known.boot().equals(hello.boot())) {
            return hello.seq() < reached
                    ? "the agent's numbers went back from " + reached + " to " + hello.seq()
                    : null;
        }
        if (hello.run() <= known.run()) {
            return "the agent's run "
                    + hello.run()
                    + " comes after its run "
                    + known.run()
                    + ": its disk was put back, or there are two of it";
        }
        if (alive != null) {
            return "a second connection as this agent, from "
                    + address
                    + ", while the first one, from "
                    + alive
                    + ", is alive";
        }
        return known.address().equals(address)
                ? null
                : "the agent comes from " + address + ", before from " + known.address();
    }
}
