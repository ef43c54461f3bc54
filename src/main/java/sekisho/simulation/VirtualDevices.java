package sekisho.simulation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.osdp.OsdpLineConfig;
import sekisho.sensor.osdp.OsdpReaderConfig;
import sekisho.sensor.usb.SimulatedUsb;
import sekisho.simulation.reader.VirtualBus;
import sekisho.simulation.reader.VirtualReader;
import sekisho.site.CredentialId;
import sekisho.site.DoorId;
import sekisho.site.Intake;
import sekisho.site.MachineId;
import sekisho.site.Paperwork;
import sekisho.site.ReaderId;
import sekisho.site.Sighting;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The devices that do not exist: readers that answer the station in OSDP, machines into which the
/// real agents see sticks being plugged, and a desk that writes down what the real one would.
public final class VirtualDevices implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualDevices.class);

    private final Map<ReaderId, VirtualReader> readers = new HashMap<>();
    private final Map<DoorId, VirtualReader> contacts = new HashMap<>();
    private final Map<DoorId, VirtualReader> buttons = new HashMap<>();
    private final Map<MachineId, SimulatedUsb> machines;
    private final Intake desk;
    private final InstantSource clock;

    /// @param buses the virtual readers by the name of their line; every line must be there
    /// @param machines the bus that the agent of each machine watches
    /// @param desk where paperwork is handed in
    public VirtualDevices(
            List<OsdpLineConfig> lines,
            Map<String, VirtualBus> buses,
            Map<MachineId, SimulatedUsb> machines,
            Intake desk,
            InstantSource clock) {
        this.machines = Map.copyOf(machines);
        this.desk = desk;
        this.clock = clock;
        for (OsdpLineConfig line : lines) {
            VirtualBus bus = known(buses, line.name());
            line.readers().forEach(reader -> connect(reader, bus.reader(reader.address())));
        }
    }

    private void connect(OsdpReaderConfig config, VirtualReader reader) {
        readers.put(config.reader(), reader);
        if (config.contactInput() != null) {
            contacts.put(config.door(), reader);
        }
        if (config.exitInput() != null) {
            buttons.put(config.door(), reader);
        }
    }

    @Override
    public void make(Move move) throws InterruptedException {
        switch (move) {
            case Move.Present(ReaderId reader, CredentialId card) -> {
                String[] bitsAndHex = card.value().split(":", 2);
                known(readers, reader).present(Integer.parseInt(bitsAndHex[0]), bitsAndHex[1]);
            }
            case Move.Open(DoorId door) -> known(contacts, door).open();
            case Move.Close(DoorId door) -> known(contacts, door).close();
            case Move.PressExit(DoorId door) -> known(buttons, door).pressExit();
            case Move.Plug(MachineId machine, String port, Stick stick) ->
                    known(machines, machine)
                            .plug(port, stick.vid(), stick.pid(), stick.serial(), Stick.INTERFACES);
            case Move.Pull(MachineId machine, String port) -> known(machines, machine).pull(port);
            case Move.Register register -> write(Desk.registered(register, now()));
            case Move.SignOut signOut -> write(Desk.left(signOut, now()));
            case Move.Permit permit -> write(Desk.permitted(permit, now()));
        }
    }

    /// While nothing can be recorded, the desk of the demo would write on paper: that is lost.
    private void write(Paperwork sheet) throws InterruptedException {
        try {
            desk.submit(List.of(Sighting.of(sheet)));
        } catch (Intake.NotRecording e) {
            LOG.warn("the demo's {} is lost: {}", sheet, e.getMessage());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static <K, V> V known(Map<K, V> all, K one) {
        V found = all.get(one);
        if (found == null) {
            throw new IllegalArgumentException("the simulated site has no " + one);
        }
        return found;
    }
}
