package sekisho.simulation;

import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.ReaderId;
import sekisho.site.ZoneId;

import java.util.List;

/// What there is at the simulated site; `demo/site.yaml` calls it by the same ids.
final class Place {
    static final ZoneId SERVER_ROOM = new ZoneId("server-room");
    static final ZoneId MEDIA_VAULT = new ZoneId("media-vault");

    static final Door SERVER_ROOM_MAIN = new Door(new DoorId("server-room-main"), SERVER_ROOM);

    /// Its exit button releases it, and nobody can leave by card.
    static final Door LOADING_BAY = new Door(new DoorId("loading-bay"), SERVER_ROOM);

    static final Door MEDIA_VAULT_MAIN = new Door(new DoorId("media-vault-main"), MEDIA_VAULT);
    static final Door MEDIA_VAULT_REAR = new Door(new DoorId("media-vault-rear"), MEDIA_VAULT);

    static final Machine RESIDENT_REGISTER = new Machine(new MachineId("juki-db-1"), SERVER_ROOM);
    static final Machine BACKUP = new Machine(new MachineId("backup-1"), SERVER_ROOM);
    static final Machine ARCHIVE = new Machine(new MachineId("archive-1"), MEDIA_VAULT);

    /// Doors one enters by.
    static final List<Door> ENTRANCES =
            List.of(SERVER_ROOM_MAIN, LOADING_BAY, MEDIA_VAULT_MAIN, MEDIA_VAULT_REAR);

    /// Doors one leaves by, card in hand.
    static final List<Door> EXITS = List.of(SERVER_ROOM_MAIN, MEDIA_VAULT_MAIN, MEDIA_VAULT_REAR);

    private Place() {}

    /// A door with its readers.
    record Door(DoorId id, ZoneId zone) {
        ReaderId in() {
            return new ReaderId(id.value() + "-in");
        }

        ReaderId out() {
            return new ReaderId(id.value() + "-out");
        }
    }

    /// A machine with an agent.
    record Machine(MachineId id, ZoneId zone) {}
}
