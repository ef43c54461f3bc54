package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// The first line of a connection: who the agent is.
///
/// @param agent under which name it hands in facts
/// @param machine where it runs
/// @param zone where that machine stands, as the agent was told
/// @param boot tells this run of the agent from its others
/// @param run counts the runs of the agent on its disk
/// @param seq the highest number that it has given in this run
/// @param version of the agent's program, for people
record Hello(
        SourceId agent,
        MachineId machine,
        ZoneId zone,
        String boot,
        long run,
        long seq,
        String version) {

    /// The members of the line.
    ///
    /// @param now what the agent's clock shows
    Map<String, Object> line(Instant now) {
        var members = new HashMap<String, Object>();
        members.put("agent", agent.value());
        members.put("machine", machine.value());
        members.put("zone", zone.value());
        members.put("boot", boot);
        members.put("run", run);
        members.put("seq", seq);
        members.put("version", version);
        members.put("now", Times.write(now));
        return Map.of("hello", members);
    }

    /// Reads the line.
    ///
    /// @throws Unreadable with the reason when it is not one
    static Hello read(Map<String, @Nullable Object> object) throws Unreadable {
        if (!(object.get("hello") instanceof Map<?, ?> hello)) {
            throw new Unreadable("a connection begins with {\"hello\":{…}}");
        }
        return new Hello(
                id(hello, "agent", SourceId::new),
                id(hello, "machine", MachineId::new),
                id(hello, "zone", ZoneId::new),
                text(hello, "boot"),
                number(hello, "run"),
                number(hello, "seq"),
                text(hello, "version"));
    }

    private static <T> T id(Map<?, ?> members, String name, Function<String, T> id)
            throws Unreadable {
        try {
            return id.apply(text(members, name));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("\"" + name + "\" of the hello: " + e.getMessage());
        }
    }

    private static long number(Map<?, ?> members, String name) throws Unreadable {
        if (!(members.get(name) instanceof Long number) || number < 0) {
            throw new Unreadable("the hello has no \"" + name + "\", or it is no number");
        }
        return number;
    }

    private static String text(Map<?, ?> members, String name) throws Unreadable {
        if (!(members.get(name) instanceof String text)) {
            throw new Unreadable("the hello has no \"" + name + "\", or it is no text");
        }
        return text;
    }

    @Override
    public String toString() {
        return agent + " on " + machine + " in " + zone;
    }
}
