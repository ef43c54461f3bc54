package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.Site;

/// Whether an agent may hand in facts: it knows the secret, the plan of the site has its machine
/// where it says it stands, and its name is that machine's, so that it can't speak for others.
record Admission(AgentToken token, Site site) {

    /// Null when it may; otherwise the answer that says why not.
    Answer.@Nullable Refused refusal(Hello hello) {
        if (!token.isSecret(hello.secret())) {
            return new Answer.Refused(
                    Answer.Code.WRONG_TOKEN,
                    "the token is not this station's: give the agent the station's token file"
                            + " again (--token-file)");
        }
        if (!hello.agent().equals(AgentConfig.source(hello.machine()))) {
            return notInPlan(
                    "the agent of machine "
                            + hello.machine()
                            + " is called "
                            + AgentConfig.source(hello.machine())
                            + ", not "
                            + hello.agent());
        }
        for (Site.Machine machine : site.machines()) {
            if (machine.id().equals(hello.machine())) {
                return machine.zone().equals(hello.zone())
                        ? null
                        : notInPlan(
                                "machine "
                                        + hello.machine()
                                        + " stands in zone "
                                        + machine.zone()
                                        + " and not in "
                                        + hello.zone()
                                        + ": correct --zone, or the plan");
            }
        }
        return notInPlan(
                "the plan of the site has no machine "
                        + hello.machine()
                        + ": add it under machines, or correct --machine");
    }

    private static Answer.Refused notInPlan(String reason) {
        return new Answer.Refused(Answer.Code.NOT_IN_PLAN, reason);
    }
}
