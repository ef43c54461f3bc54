package sekisho.edge.seal;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;

import java.util.HashMap;
import java.util.Map;

/// The agent's end of a chain: one key, that of the next fact.
///
/// @param chain which the station gave
/// @param index of the key
/// @param key seals the next fact, and nothing after that
public record Sealer(String chain, long index, SealKey key) {

    /// The line of a fact with its seal. The fact that comes next is [#next]'s.
    ///
    /// @param line its members, without a seal
    public String fact(Map<String, Object> line) {
        Map<String, Object> seal = Seal.members(chain, index, null);
        return with(line, Seal.tagged(seal, key.ofFact(with(line, seal))));
    }

    /// A line that proves up to where the agent has sealed.
    ///
    /// @param line its members, without a seal
    /// @param waiting how many facts the agent keeps that the station has not acknowledged
    public String position(Map<String, Object> line, long waiting) {
        Map<String, Object> seal = Seal.members(chain, index, waiting);
        return with(line, Seal.tagged(seal, key.ofPosition(with(line, seal))));
    }

    /// The line of an agent that can seal and has no chain yet.
    public static String unsealed(Map<String, Object> line) {
        return with(line, null);
    }

    private static String with(Map<String, Object> line, @Nullable Map<String, Object> seal) {
        var all = new HashMap<String, @Nullable Object>(line);
        all.put(Seal.MEMBER, seal);
        return CanonicalJson.of(all);
    }

    /// One fact further.
    public Sealer next() {
        return new Sealer(chain, index + 1, key.next());
    }

    /// Behind a fact that was sealed already; this one where it is there.
    ///
    /// @param last index of that fact
    public Sealer behind(long last) {
        return last < index ? this : new Sealer(chain, last + 1, key.after(last + 1 - index));
    }

    @Override
    public String toString() {
        return "Sealer[" + chain + ' ' + index + ']';
    }
}
