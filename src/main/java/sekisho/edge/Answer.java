package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.edge.seal.SealKey;
import sekisho.edge.seal.Sealer;
import sekisho.site.MachineId;
import sekisho.site.ZoneId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// What the station says on a link.
sealed interface Answer {

    /// The agent may hand in facts.
    ///
    /// @param now what the station's clock shows
    /// @param run the number that this run of the agent has from now on; null: the one it said
    /// @param begin its numbers went back: it begins a new boot, and numbers anew what it keeps
    /// @param sealer what seals its facts from now on; null: what did until now
    record Welcome(Instant now, @Nullable Long run, boolean begin, @Nullable Sealer sealer)
            implements Answer {}

    /// The machine is enrolled; the connection ends.
    ///
    /// @param certificate of the key that was shown, in PEM form
    record Enrolled(MachineId machine, ZoneId zone, String certificate) implements Answer {}

    /// The agent's certificate grows old: it is to make a new key and ask for another one.
    record Renew() implements Answer {}

    /// The certificate that the agent has asked for, in PEM form.
    record Renewed(String certificate) implements Answer {}

    /// It may not; the connection ends.
    record Refused(Code code, String reason) implements Answer {}

    /// This fact is durable, and so is every one that was sent before it on this connection.
    record Ack(String source, String boot, long seq) implements Answer {}

    /// The station is there, even if it has had nothing to acknowledge for a while.
    record Alive(Instant now) implements Answer {}

    /// What the agent's machine may use from here on; for its guard, if it has one.
    ///
    /// @param now what the station's clock shows
    record Allowed(Instant now, Allowance allowance) implements Answer {}

    /// A line that the station can't take, now or ever.
    ///
    /// @param number the line, counted on this connection, from 1
    record Error(String reason, long number) implements Answer {}

    /// A line that this agent does not understand, of a station newer than itself perhaps.
    record Unread(String line) implements Answer {}

    /// Why an agent is refused.
    enum Code {
        UNREADABLE("unreadable"),
        WRONG_TOKEN("wrong-token"),
        NOT_ENROLLED("not-enrolled"),
        REVOKED("revoked"),
        SUPERSEDED("superseded"),
        EXPIRED("expired"),
        NOT_IN_PLAN("not-in-plan");

        private final String word;

        Code(String word) {
            this.word = word;
        }

        /// How it is written.
        String word() {
            return word;
        }

        private static Code of(@Nullable Object word) {
            for (Code code : values()) {
                if (code.word.equals(word)) {
                    return code;
                }
            }
            return UNREADABLE;
        }
    }

    /// The line, without its end.
    default String line() {
        return switch (this) {
            case Welcome(var now, var run, var begin, var sealer) -> {
                var members = new HashMap<String, Object>();
                members.put("now", Times.write(now));
                if (run != null) {
                    members.put("run", run);
                }
                if (begin) {
                    members.put("begin", true);
                }
                if (sealer != null) {
                    members.put(
                            "seal",
                            Map.of(
                                    "chain",
                                    sealer.chain(),
                                    "key",
                                    Base64.getEncoder().encodeToString(sealer.key().bytes())));
                }
                yield CanonicalJson.of(Map.of("welcome", members));
            }
            case Enrolled(var machine, var zone, var certificate) ->
                    CanonicalJson.of(
                            Map.of(
                                    "enrolled",
                                    Map.of(
                                            "machine", machine.value(),
                                            "zone", zone.value(),
                                            "certificate", certificate)));
            case Renew _ -> CanonicalJson.of(Map.of("renew", Map.of()));
            case Renewed(var certificate) ->
                    CanonicalJson.of(Map.of("renewed", Map.of("certificate", certificate)));
            case Refused(var code, var reason) ->
                    CanonicalJson.of(
                            Map.of("refused", Map.of("code", code.word, "reason", reason)));
            case Ack(var source, var boot, var seq) ->
                    CanonicalJson.of(Map.of("ack", seq, "boot", boot, "source", source));
            case Alive(var now) ->
                    CanonicalJson.of(Map.of("alive", Map.of("now", Times.write(now))));
            case Allowed(var now, var allowance) ->
                    CanonicalJson.of(
                            Map.of("now", Times.write(now), "allowance", allowance.members()));
            case Error(var reason, var number) ->
                    CanonicalJson.of(Map.of("error", reason, "line", number));
            case Unread(var line) -> line;
        };
    }

    /// Reads a line. Total: what is not understood is kept.
    static Answer read(byte[] line) {
        try {
            Map<String, @Nullable Object> object = JsonText.object(line, 0, line.length);
            if (object.get("welcome") instanceof Map<?, ?> welcome) {
                return new Welcome(
                        time(welcome),
                        welcome.get("run") instanceof Long run ? run : null,
                        Boolean.TRUE.equals(welcome.get("begin")),
                        sealer(welcome));
            }
            if (object.get("enrolled") instanceof Map<?, ?> enrolled) {
                return new Enrolled(
                        new MachineId(text(enrolled, "machine")),
                        new ZoneId(text(enrolled, "zone")),
                        text(enrolled, "certificate"));
            }
            if (object.containsKey("renew")) {
                return new Renew();
            }
            if (object.get("renewed") instanceof Map<?, ?> renewed) {
                return new Renewed(text(renewed, "certificate"));
            }
            if (object.get("alive") instanceof Map<?, ?> alive) {
                return new Alive(time(alive));
            }
            if (object.get("allowance") instanceof Map<?, ?> allowance) {
                return new Allowed(time(object), Allowance.read(allowance));
            }
            if (object.get("refused") instanceof Map<?, ?> refused) {
                return new Refused(
                        Code.of(refused.get("code")), String.valueOf(refused.get("reason")));
            }
            if (object.get("ack") instanceof Long seq
                    && object.get("boot") instanceof String boot
                    && object.get("source") instanceof String source) {
                return new Ack(source, boot, seq);
            }
            if (object.get("error") instanceof String reason
                    && object.get("line") instanceof Long number) {
                return new Error(reason, number);
            }
        } catch (Unreadable | IllegalArgumentException e) {
            // falls through: kept as it came
        }
        return new Unread(new String(line, java.nio.charset.StandardCharsets.UTF_8));
    }

    private static @Nullable Sealer sealer(Map<?, ?> welcome) throws Unreadable {
        if (!(welcome.get("seal") instanceof Map<?, ?> seal)) {
            return null;
        }
        String chain = text(seal, "chain");
        if (!chain.matches("[0-9a-f]{1,64}")) {
            throw new Unreadable("\"chain\" is no name of a chain");
        }
        return new Sealer(chain, 0, SealKey.of(Base64.getDecoder().decode(text(seal, "key"))));
    }

    private static Instant time(Map<?, ?> members) throws Unreadable {
        return Times.read("now", text(members, "now"));
    }

    private static String text(Map<?, ?> members, String name) throws Unreadable {
        if (!(members.get(name) instanceof String text)) {
            throw new Unreadable('"' + name + "\" is missing");
        }
        return text;
    }
}
