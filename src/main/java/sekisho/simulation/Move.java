package sekisho.simulation;

import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.util.List;

/// One thing that somebody at the simulated site does.
public sealed interface Move {

    /// Holds a card to a reader.
    record Present(ReaderId reader, CredentialId card) implements Move {}

    /// Opens a door.
    record Open(DoorId door) implements Move {}

    /// Lets a door fall shut.
    record Close(DoorId door) implements Move {}

    /// Presses the exit button at a door.
    record PressExit(DoorId door) implements Move {}

    /// Plugs a stick into a machine.
    ///
    /// @param port such as `2`
    record Plug(MachineId machine, String port, Stick stick) implements Move {}

    /// Pulls whatever is in a port.
    record Pull(MachineId machine, String port) implements Move {}

    /// Writes a visitor down at the desk.
    ///
    /// @param stay how long the visitor means to stay
    record Register(
            VisitId visit,
            ZoneId zone,
            PersonId escort,
            String name,
            String company,
            String purpose,
            List<String> carriedItems,
            Duration stay)
            implements Move {}

    /// Signs a visitor out at the desk.
    record SignOut(VisitId visit, ZoneId zone) implements Move {}

    /// Permits a stick in one machine, to one person.
    record Permit(
            PermitId permit,
            Stick stick,
            ZoneId zone,
            MachineId machine,
            PersonId person,
            Duration valid)
            implements Move {}
}
