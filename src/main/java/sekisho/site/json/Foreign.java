package sekisho.site.json;

import sekisho.site.Deed;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.Sighting;

/// What may be entered of the facts that others have written.
public final class Foreign {
    private Foreign() {}

    /// Refuses what a station makes itself, for it judges and decides by itself; and what the
    /// journal could not write, for that would stop it.
    ///
    /// @throws Unreadable with the reason; the caller keeps what it has
    public static void check(Sighting sighting) throws Unreadable {
        refuseOurOwn(sighting.fact());
        try {
            byte[] bytes = FactCodec.bytes(sighting);
            FactCodec.read(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("can't be entered: " + e.getMessage());
        }
    }

    private static void refuseOurOwn(Fact fact) throws Unreadable {
        switch (fact) {
            case Finding _, Deed _, Paperwork.PlanAdopted _ ->
                    throw new Unreadable(
                            "%s is made by a station itself and can't come from elsewhere"
                                    .formatted(FactCodec.type(fact)));
            case Observation _, Paperwork _ -> {}
        }
    }
}
