package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.Fact;
import sekisho.site.Guarding.Away;
import sekisho.site.Guarding.InUse;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Sighting;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a machine may use, as its station says: the machine's own devices, and the permits that
/// hold there now or will. It comes over the link, so nobody but the station can have said it, and
/// it ends: whoever cuts the link can't make a permit last.
///
/// @param version the newest entry of the journal that it rests on
/// @param until it says nothing any more after this time of the station
/// @param away what to do while it says nothing
/// @param inUse what to do about a device in use whose permit ends
/// @param own the machine's own devices; absent while the station has adopted none, and then
///   nothing is kept out
/// @param permits those of the machine's zone that are unrevoked and fit the machine; for whom they
///   are was looked at by the station
public record Allowance(
        long version,
        Instant until,
        Away away,
        InUse inUse,
        @Nullable BaselineAdopted own,
        List<MediaPermitted> permits) {

    public Allowance {
        permits = List.copyOf(permits);
    }

    /// Whether it says something at a time of the station.
    public boolean holds(Instant now) {
        return !now.isAfter(until);
    }

    /// As much of it as fits into a line. Permits that begin late are left out, and it ends before
    /// the first of them does begin: by then it has been said again.
    ///
    /// @return null when not even the machine's own devices fit
    @Nullable Allowance fitting(int bytes) {
        int room =
                bytes - size(new Allowance(version, until, away, inUse, own, List.of()).members());
        int count = 0;
        while (count < permits.size() && room >= 0) {
            room -= size(FactCodec.members(Sighting.of(permits.get(count)))) + 1;
            count += room >= 0 ? 1 : 0;
        }
        if (count == permits.size() && room >= 0) {
            return this;
        }
        if (count == 0) {
            return null;
        }
        Instant from = permits.get(count).from();
        return new Allowance(
                version,
                from.isBefore(until) ? from.minusMillis(1) : until,
                away,
                inUse,
                own,
                permits.subList(0, count));
    }

    private static int size(Map<String, Object> members) {
        return CanonicalJson.of(members).getBytes(StandardCharsets.UTF_8).length;
    }

    /// Whether another says the same, whatever it rests on and however long it holds.
    boolean saysTheSame(Allowance other) {
        return new Allowance(other.version, other.until, away, inUse, own, permits).equals(other);
    }

    /// The members of its JSON form; its paperwork stands there as everywhere.
    public Map<String, Object> members() {
        var members = new HashMap<String, Object>();
        members.put("version", version);
        members.put("until", Times.write(until));
        members.put("away", away.word());
        members.put("inUse", inUse.word());
        if (own != null) {
            members.put("own", FactCodec.members(Sighting.of(own)));
        }
        members.put(
                "permits",
                permits.stream().map(permit -> FactCodec.members(Sighting.of(permit))).toList());
        return members;
    }

    /// Reads it.
    ///
    /// @throws Unreadable when it is not whole: half an allowance is none
    public static Allowance read(Map<?, ?> from) throws Unreadable {
        if (!(from.get("version") instanceof Long version)
                || !(from.get("until") instanceof String until)
                || !(from.get("away") instanceof String away)
                || !(from.get("inUse") instanceof String inUse)
                || !(from.get("permits") instanceof List<?> sheets)) {
            throw new Unreadable("an allowance has version, until, away, inUse and permits");
        }
        var permits = new ArrayList<MediaPermitted>();
        for (Object sheet : sheets) {
            if (!(fact(sheet) instanceof MediaPermitted permit)) {
                throw new Unreadable("\"permits\" holds what is no permit");
            }
            permits.add(permit);
        }
        BaselineAdopted own = null;
        if (from.get("own") != null) {
            if (!(fact(from.get("own")) instanceof BaselineAdopted adopted)) {
                throw new Unreadable("\"own\" is no baseline");
            }
            own = adopted;
        }
        return new Allowance(
                version, Times.read("until", until), away(away), inUse(inUse), own, permits);
    }

    private static Away away(String word) throws Unreadable {
        for (Away one : Away.values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new Unreadable("\"away\" does not know " + word);
    }

    private static InUse inUse(String word) throws Unreadable {
        for (InUse one : InUse.values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new Unreadable("\"inUse\" does not know " + word);
    }

    private static Fact fact(@Nullable Object sheet) throws Unreadable {
        if (!(sheet instanceof Map<?, ?> map)) {
            throw new Unreadable("a piece of paperwork is an object");
        }
        var members = new HashMap<String, @Nullable Object>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        return FactCodec.read(members).fact();
    }
}
