package sekisho.correlation;

/// All rules, in the order of the manual: on one entry, and on deadlines of one trigger, they find
/// in this order.
final class Rules {
    final UnloggedEntryAtDoor unloggedAtDoor;
    final UnloggedEntryByMotion unloggedByMotion;
    final UnescortedVisitor unescorted;
    final UnauthorisedMedia unauthorisedMedia;
    final ChangedDevice changedDevice;
    final MediaOutlastsPermit mediaOutlastsPermit;
    final MediaInEmptyZone mediaInEmptyZone;
    final EnteredTwice enteredTwice;
    final LeftWithoutEntering leftWithoutEntering;
    final Overstay overstay;
    final DoorForced doorForced;
    final DoorHeld doorHeld;
    final UnusualHours unusualHours;
    final MediaNotCarriedOut mediaNotCarriedOut;
    final SourceSilent sourceSilent;
    final MonitorDeaf monitorDeaf;
    final SourceTrouble sourceTrouble;
    final RepeatedDenial repeatedDenial;
    final UndeclaredDoor undeclaredDoor;

    Rules(Plans plans, Evidence evidence, Turn turn, Deadlines deadlines) {
        unloggedAtDoor = new UnloggedEntryAtDoor(plans, turn, deadlines);
        unloggedByMotion = new UnloggedEntryByMotion(plans, turn, deadlines);
        unescorted = new UnescortedVisitor(plans, turn, deadlines);
        unauthorisedMedia = new UnauthorisedMedia(plans, evidence, turn);
        changedDevice = new ChangedDevice(evidence, turn);
        mediaOutlastsPermit = new MediaOutlastsPermit(evidence, turn, deadlines);
        mediaInEmptyZone = new MediaInEmptyZone(evidence, turn);
        enteredTwice = new EnteredTwice(plans, turn);
        leftWithoutEntering = new LeftWithoutEntering(turn);
        overstay = new Overstay(plans, turn, deadlines);
        doorForced = new DoorForced(plans, turn);
        doorHeld = new DoorHeld(plans, turn, deadlines);
        unusualHours = new UnusualHours(plans, turn);
        mediaNotCarriedOut = new MediaNotCarriedOut(turn);
        sourceSilent = new SourceSilent(plans, turn, deadlines);
        monitorDeaf = new MonitorDeaf(turn);
        sourceTrouble = new SourceTrouble(turn);
        repeatedDenial = new RepeatedDenial(plans, turn);
        undeclaredDoor = new UndeclaredDoor(plans, turn);
    }

    /// What the others know is all in the evidence.
    void save(Saving saving) {
        unloggedAtDoor.save(saving);
        unloggedByMotion.save(saving);
        unescorted.save(saving);
        mediaOutlastsPermit.save(saving);
        overstay.save(saving);
        doorHeld.save(saving);
        sourceSilent.save(saving);
    }

    void load(Loading loading) {
        unloggedAtDoor.load(loading);
        unloggedByMotion.load(loading);
        unescorted.load(loading);
        mediaOutlastsPermit.load(loading);
        overstay.load(loading);
        doorHeld.load(loading);
        sourceSilent.load(loading);
    }
}
