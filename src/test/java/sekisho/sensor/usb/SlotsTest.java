package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class SlotsTest {
    private static final String PATH = "/devices/usb1/1-1/1-1:1.0/host2/block/";
    private static final UsbDevice DRIVE =
            new UsbDevice(1, 5, "1-1", "46f4", "0001", "D", List.of("08:06:50"), false);

    @TempDir Path machine;

    private final List<UsbEvent> events = new ArrayList<>();

    @SuppressWarnings("NullAway") // a port may be empty
    private Slots slots() {
        return new Slots(machine, machine, port -> port.equals("1-1") ? DRIVE : null);
    }

    private static Uevent change(String slot) {
        return new Uevent(
                "change", PATH + slot, Map.of("DEVNAME", slot, "MAJOR", "11", "MINOR", "0"));
    }

    private void udevNotes(String text) throws IOException {
        Files.writeString(machine.resolve("b11:0"), text);
    }

    private void cardHas(String sectors) throws IOException {
        Path folder = Files.createDirectories(machine.resolve((PATH + "sdb").substring(1)));
        Files.writeString(folder.resolve("size"), sectors + "\n");
    }

    @Test
    void aDiscIsLoadedAndTakenOutAsUdevdNotes() throws IOException {
        Slots slots = slots();
        udevNotes("E:ID_CDROM=1\nE:ID_CDROM_MEDIA=1\n");
        slots.changed(change("sr0"));
        slots.look(events::add);
        udevNotes("E:ID_CDROM=1\n");
        slots.changed(change("sr0"));
        slots.look(events::add);
        slots.look(events::add);
        assertThat(events)
                .containsExactly(
                        new UsbEvent.Loaded(DRIVE, "sr0"), new UsbEvent.Unloaded(DRIVE, "sr0"));
    }

    @Test
    void anotherDiscIsAnotherMedium() throws IOException {
        Slots slots = slots();
        udevNotes("E:ID_CDROM_MEDIA=1\n");
        for (int i = 0; i < 2; i++) {
            slots.changed(change("sr0"));
            slots.look(events::add);
        }
        assertThat(events)
                .containsExactly(
                        new UsbEvent.Loaded(DRIVE, "sr0"),
                        new UsbEvent.Unloaded(DRIVE, "sr0"),
                        new UsbEvent.Loaded(DRIVE, "sr0"));
    }

    @Test
    void whatNobodyCanTellIsWaitedForAndThenCountsAsADisc() {
        Slots slots = slots();
        slots.changed(change("sr0"));
        for (int i = 0; i < 3; i++) {
            slots.look(events::add);
        }
        assertThat(events).isEmpty();
        slots.look(events::add);
        assertThat(events).containsExactly(new UsbEvent.Loaded(DRIVE, "sr0"));
    }

    @Test
    void aCardIsKnownByItsSize() throws IOException {
        Slots slots = slots();
        cardHas("0");
        slots.changed(change("sdb"));
        slots.look(events::add);
        assertThat(events).isEmpty();
        cardHas("32768");
        slots.changed(change("sdb"));
        slots.look(events::add);
        assertThat(events).containsExactly(new UsbEvent.Loaded(DRIVE, "sdb"));
    }

    @Test
    void aDriveTakesItsDiscWithIt() throws IOException {
        Slots slots = slots();
        udevNotes("E:ID_CDROM_MEDIA=1\n");
        slots.changed(change("sr0"));
        slots.left("1-1");
        slots.look(events::add);
        assertThat(events).isEmpty();
    }
}
