package sekisho.simulation;

import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;

import java.time.Instant;

/// What the simulated desk writes.
final class Desk {
    private Desk() {}

    static VisitRegistered registered(Move.Register move, Instant at) {
        return new VisitRegistered(
                at,
                move.visit(),
                move.zone(),
                "vendor",
                move.escort(),
                at.plus(move.stay()),
                null,
                move.name(),
                move.company(),
                move.purpose(),
                move.carriedItems());
    }

    static VisitLeft left(Move.SignOut move, Instant at) {
        return new VisitLeft(at, move.visit(), move.zone());
    }

    static MediaPermitted permitted(Move.Permit move, Instant at) {
        return new MediaPermitted(
                at,
                move.permit(),
                move.stick().media(),
                move.zone(),
                move.machine(),
                move.person(),
                at,
                at.plus(move.valid()),
                null,
                Stick.INTERFACES);
    }
}
