package sekisho.simulation;

import sekisho.app.config.Config;
import sekisho.correlation.Correlator;
import sekisho.sensor.osdp.OsdpLineConfig;
import sekisho.sensor.osdp.OsdpReaderConfig;
import sekisho.site.Cardholder;
import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.MachineId;
import sekisho.site.Observation;
import sekisho.site.ReaderId;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The demo's site in virtual time: moves become the facts that the real devices would tell, and
/// the real rules judge them.
final class ToldSite {
    final List<Finding> findings = new ArrayList<>();
    final World world = new World();
    private final Config config;
    private final Correlator correlator;
    private final Map<String, Stick> plugged = new HashMap<>();
    private Instant now;
    private long sequence;

    ToldSite(Config config, Instant now) {
        this.config = config;
        this.now = now;
        this.correlator = Correlator.of(config.site(), config.policy());
    }

    Instant now() {
        return now;
    }

    void advance(Instant to) {
        correlator.elapse(to, findings::add);
        now = to;
    }

    /// As readers do when the station is back: each tells that its door is shut.
    void restart(Instant at) {
        advance(at);
        for (Site.Door door : config.site().doors()) {
            tell(new Observation.DoorClosed(now, door.zone(), door.id()));
        }
    }

    void make(Move move) {
        switch (move) {
            case Move.Present(ReaderId reader, CredentialId card) -> present(reader, card);
            case Move.Open(DoorId door) -> tell(new Observation.DoorOpened(now, zone(door), door));
            case Move.Close(DoorId door) -> tell(new Observation.DoorClosed(now, zone(door), door));
            case Move.PressExit(DoorId door) ->
                    tell(new Observation.ExitRequested(now, zone(door), door));
            case Move.Plug(MachineId machine, String port, Stick stick) -> {
                plugged.put(machine + " " + port, stick);
                tell(
                        new Observation.MediaInserted(
                                now,
                                zone(machine),
                                machine,
                                "1-" + port,
                                stick.vid(),
                                stick.pid(),
                                stick.serial(),
                                Stick.INTERFACES,
                                stick.media(),
                                null,
                                false));
            }
            case Move.Pull(MachineId machine, String port) -> pulled(machine, port);
            case Move.Register register -> tell(Desk.registered(register, now));
            case Move.SignOut signOut -> tell(Desk.left(signOut, now));
            case Move.Permit permit -> tell(Desk.permitted(permit, now));
        }
    }

    private void pulled(MachineId machine, String port) {
        Stick stick = plugged.remove(machine + " " + port);
        if (stick != null) {
            tell(
                    new Observation.MediaRemoved(
                            now,
                            zone(machine),
                            machine,
                            "1-" + port,
                            stick.vid(),
                            stick.pid(),
                            stick.serial(),
                            stick.media()));
        }
    }

    private void present(ReaderId at, CredentialId card) {
        OsdpReaderConfig reader =
                config.sensors(OsdpLineConfig.class).stream()
                        .flatMap(line -> line.readers().stream())
                        .filter(one -> one.reader().equals(at))
                        .findFirst()
                        .orElseThrow();
        Cardholder holder = config.people().holding(card);
        Direction direction = reader.direction();
        tell(
                holder == null
                        ? new Observation.AccessDenied(
                                now,
                                reader.zone(),
                                reader.door(),
                                at,
                                direction,
                                card,
                                null,
                                "unknown-credential")
                        : new Observation.AccessGranted(
                                now,
                                reader.zone(),
                                reader.door(),
                                at,
                                direction,
                                card,
                                holder.person()));
    }

    private void tell(Fact fact) {
        world.accept(fact);
        correlator.accept(++sequence, now, fact, findings::add);
    }

    private ZoneId zone(DoorId door) {
        return config.site().doors().stream()
                .filter(one -> one.id().equals(door))
                .findFirst()
                .orElseThrow()
                .zone();
    }

    private ZoneId zone(MachineId machine) {
        return config.site().machines().stream()
                .filter(one -> one.id().equals(machine))
                .findFirst()
                .orElseThrow()
                .zone();
    }
}
