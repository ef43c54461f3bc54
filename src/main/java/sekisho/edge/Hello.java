package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.MachineId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.time.Instant;
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
/// @param secret of the [AgentToken]
record Hello(
        SourceId agent,
        MachineId machine,
        ZoneId zone,
        String boot,
        long run,
        long seq,
        String version,
        String secret) {

    /// The line, without its end.
    ///
    /// @param now what the agent's clock shows
    String line(Instant now) {
        return CanonicalJson.of(
                Map.of(
                        "hello",
                        Map.of(
                                "agent",
                                agent.value(),
                                "machine",
                                machine.value(),
                                "zone",
                                zone.value(),
                                "boot",
                                boot,
                                "run",
                                run,
                                "seq",
                                seq,
                                "version",
                                version,
                                "now",
                                Times.write(now)),
                        "token",
                        secret));
    }

    /// Reads the line.
    ///
    /// @throws Unreadable with the reason when it is not one
    static Hello read(byte[] line) throws Unreadable {
        Map<String, @Nullable Object> object = JsonText.object(line, 0, line.length);
        if (!(object.get("hello") instanceof Map<?, ?> hello)) {
            throw new Unreadable("a connection begins with {\"hello\":{…},\"token\":\"…\"}");
        }
        return new Hello(
                id(hello, "agent", SourceId::new),
                id(hello, "machine", MachineId::new),
                id(hello, "zone", ZoneId::new),
                text(hello, "boot"),
                number(hello, "run"),
                number(hello, "seq"),
                text(hello, "version"),
                text(object, "token"));
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

    /// Without the secret, so that it can't slip into a log.
    @Override
    public String toString() {
        return agent + " on " + machine + " in " + zone;
    }
}
