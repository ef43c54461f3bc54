package sekisho.simulation;

import static sekisho.simulation.Cast.AOKI;
import static sekisho.simulation.Cast.BACKUP_STICK;
import static sekisho.simulation.Cast.EGUCHI;
import static sekisho.simulation.Cast.FOREIGN_STICK;
import static sekisho.simulation.Cast.INOUE;
import static sekisho.simulation.Cast.ONO;
import static sekisho.simulation.Cast.UEDA;
import static sekisho.simulation.Place.BACKUP;
import static sekisho.simulation.Place.LOADING_BAY;
import static sekisho.simulation.Place.MEDIA_VAULT_MAIN;
import static sekisho.simulation.Place.MEDIA_VAULT_REAR;
import static sekisho.simulation.Place.RESIDENT_REGISTER;
import static sekisho.simulation.Place.SERVER_ROOM_MAIN;

import sekisho.simulation.DemoScript.ExpectedAlarm;
import sekisho.site.PermitId;
import sekisho.site.VisitId;

import java.util.List;
import java.util.Map;

/// The demo's opening day in one table: what happens at which second, and what must come of it.
///
/// A vendor is inside from 40 to 78: no trouble with doors may be put into that zone and time,
/// because an open visit explains every opening. Trouble at a door keeps 10 s away from every read
/// at it.
final class OpeningDay {

    /// A scene and when it begins, in seconds of the story.
    record Cue(int second, Scene scene) {}

    private static final VisitId INSPECTION = new VisitId(DemoScript.VISITS + "inspection");
    private static final PermitId BACKUP_PERMIT = new PermitId("demo-permit-opening");

    /// The story. Scenes are never taken out or moved to another place in the list: a demo that is
    /// started again counts them to know how far it was.
    static final List<Cue> STORY =
            List.of(
                    new Cue(2, Scenes.enters(INOUE, SERVER_ROOM_MAIN)),
                    new Cue(8, Scenes.enters(AOKI, MEDIA_VAULT_MAIN)),
                    new Cue(14, Scenes.enters(UEDA, LOADING_BAY)),
                    new Cue(
                            21,
                            Scenes.usesPermittedStick(INOUE, BACKUP, BACKUP_STICK, BACKUP_PERMIT)),
                    new Cue(34, Scenes.isRefused(SERVER_ROOM_MAIN)),
                    new Cue(40, Scenes.vendorArrives(INSPECTION, EGUCHI, SERVER_ROOM_MAIN)),
                    new Cue(51, Scenes.leaves(AOKI, MEDIA_VAULT_MAIN)),
                    new Cue(58, Scenes.plugsForeignStick(INOUE, RESIDENT_REGISTER)),
                    new Cue(72, Scenes.vendorLeaves(INSPECTION, EGUCHI, SERVER_ROOM_MAIN)),
                    new Cue(82, Scenes.takesDelivery(UEDA, LOADING_BAY)),
                    new Cue(88, Scenes.enters(ONO, MEDIA_VAULT_MAIN)),
                    new Cue(96, Scenes.letsSomebodyIn(ONO, MEDIA_VAULT_REAR)),
                    new Cue(110, Scenes.leaves(ONO, MEDIA_VAULT_MAIN)),
                    new Cue(116, Scenes.leaves(UEDA, SERVER_ROOM_MAIN)));

    /// What the station must say about it, in this order.
    static final List<ExpectedAlarm> EXPECTED =
            List.of(
                    new ExpectedAlarm(
                            "unauthorised-media",
                            RESIDENT_REGISTER.zone(),
                            Map.of(
                                    "machine", RESIDENT_REGISTER.id().value(),
                                    "media", FOREIGN_STICK.media().value())),
                    new ExpectedAlarm(
                            "unlogged-entry",
                            MEDIA_VAULT_REAR.zone(),
                            Map.of("door", MEDIA_VAULT_REAR.id().value())));

    private OpeningDay() {}
}
