package sekisho.simulation;

import sekisho.simulation.Cast.Member;
import sekisho.simulation.Place.Door;
import sekisho.simulation.Place.Machine;
import sekisho.site.PermitId;
import sekisho.site.VisitId;

import java.time.Duration;
import java.util.List;

/// What people do at the site, move by move, with the time it takes.
final class Scenes {
    /// A visit is signed out before this is over; afterwards it would be an overstay.
    private static final Duration STAY = Duration.ofHours(2);

    private static final Duration PERMITTED = Duration.ofDays(7);
    private static final String PORT = "2";

    private Scenes() {}

    /// Badges in, goes through, and the door falls shut.
    static Scene enters(Member who, Door door) {
        return Scene.of("enters by " + door.id(), world -> world.isOutside(who.person()))
                .then(0, new Move.Present(door.in(), who.card()))
                .then(1, passage(door));
    }

    /// Badges out, goes through, and the door falls shut.
    static Scene leaves(Member who, Door door) {
        return Scene.of("leaves by " + door.id(), world -> world.isIn(who.person(), door.zone()))
                .then(0, new Move.Present(door.out(), who.card()))
                .then(1, passage(door));
    }

    /// Somebody inside opens a door by its button, takes something in, and shuts it again.
    static Scene takesDelivery(Member who, Door door) {
        return Scene.of("takes a delivery", world -> world.isIn(who.person(), door.zone()))
                .then(0, new Move.PressExit(door.id()))
                .then(1, passage(door));
    }

    /// Holds a card to a reader that does not know it.
    static Scene isRefused(Door door) {
        return Scene.of("is refused", _ -> true)
                .then(0, new Move.Present(door.in(), Cast.TRAIN_CARD));
    }

    /// Has a stick permitted, plugs it in where it is permitted, and pulls it again.
    static Scene usesPermittedStick(Member who, Machine machine, Stick stick, PermitId permit) {
        return Scene.of("uses a permitted stick", world -> world.isIn(who.person(), machine.zone()))
                .then(
                        0,
                        new Move.Permit(
                                permit,
                                stick,
                                machine.zone(),
                                machine.id(),
                                who.person(),
                                PERMITTED))
                .then(2, new Move.Plug(machine.id(), PORT, stick))
                .then(10, new Move.Pull(machine.id(), PORT));
    }

    /// The desk writes a vendor down, and the escort takes the vendor inside.
    static Scene vendorArrives(VisitId visit, Member escort, Door door) {
        return Scene.of("a vendor arrives", world -> world.isOutside(escort.person()))
                .then(
                        0,
                        new Move.Register(
                                visit,
                                door.zone(),
                                escort.person(),
                                "渡辺 徹",
                                "東都システム保守株式会社",
                                "無停電電源装置の定期点検",
                                List.of("点検用ノートPC", "工具箱"),
                                STAY))
                .then(3, new Move.Present(door.in(), escort.card()))
                .then(4, passage(door));
    }

    /// The escort takes the vendor out, and the desk signs the vendor out.
    static Scene vendorLeaves(VisitId visit, Member escort, Door door) {
        return Scene.of(
                        "the vendor leaves",
                        world -> world.isOpen(visit) && world.isIn(escort.person(), door.zone()))
                .then(0, new Move.Present(door.out(), escort.card()))
                .then(1, passage(door))
                .then(6, new Move.SignOut(visit, door.zone()));
    }

    /// Trouble: somebody plugs in a stick that nobody permitted, while others are inside.
    static Scene plugsForeignStick(Member witness, Machine machine) {
        return Scene.of(
                        "plugs a stick that nobody permitted",
                        world -> world.isIn(witness.person(), machine.zone()))
                .then(0, new Move.Plug(machine.id(), PORT, Cast.FOREIGN_STICK))
                .then(9, new Move.Pull(machine.id(), PORT));
    }

    /// Trouble: a door with readers on both sides is opened from inside by the button, for somebody
    /// who comes in without a card. The button keeps it from being forced; nothing explains it.
    static Scene letsSomebodyIn(Member who, Door door) {
        return Scene.of(
                        "lets somebody in who is not logged",
                        world -> world.isIn(who.person(), door.zone()))
                .then(0, new Move.PressExit(door.id()))
                .then(1, passage(door));
    }

    private static Scene passage(Door door) {
        return Scene.of("passes", _ -> true)
                .then(0, new Move.Open(door.id()))
                .then(3, new Move.Close(door.id()));
    }
}
