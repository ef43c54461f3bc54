package sekisho.sensor.usb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;

/// Messages as Debian's kernel 6.1 sent them.
class UeventTest {
    private static final String PORT = "/devices/pci0000:00/0000:00:04.0/usb1/1-1";

    private static final String ADDED =
            "add@"
                    + PORT
                    + "\0ACTION=add\0DEVPATH="
                    + PORT
                    + "\0SUBSYSTEM=usb\0MAJOR=189\0MINOR=1\0DEVNAME=bus/usb/001/002"
                    + "\0DEVTYPE=usb_device\0PRODUCT=46f4/1/0\0TYPE=0/0/0\0BUSNUM=001\0DEVNUM=002"
                    + "\0SEQNUM=1283\0";

    private static final String DISC = PORT + "/1-1:1.0/host2/target2:0:0/2:0:0:0/block/sr0";

    private static Uevent read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(Uevent.read(bytes, bytes.length));
    }

    @Test
    void anArrivalNamesPlaceVendorAndProduct() {
        Uevent message = read(ADDED);
        assertThat(message.isDevice()).isTrue();
        UsbDevice device = Objects.requireNonNull(message.device());
        assertThat(device.bus()).isEqualTo(1);
        assertThat(device.address()).isEqualTo(2);
        assertThat(device.port()).isEqualTo("1-1");
        assertThat(device.vid() + ':' + device.pid()).isEqualTo("46f4:0001");
    }

    @Test
    void interfacesAndDriversAreNoDevices() {
        assertThat(read(ADDED.replace("usb_device", "usb_interface")).isDevice()).isFalse();
        assertThat(read(ADDED.replace("add@", "bind@")).isDevice()).isFalse();
    }

    @Test
    void aDiscThatWasChangedNamesItsDrivesPort() {
        Uevent message =
                read("change@" + DISC + "\0SUBSYSTEM=block\0DISK_MEDIA_CHANGE=1\0DEVNAME=sr0\0");
        assertThat(message.isMediumChange()).isTrue();
        assertThat(message.port()).isEqualTo("1-1");
        assertThat(message.slot()).isEqualTo("sr0");
        assertThat(read("change@" + DISC + "\0SUBSYSTEM=block\0DEVNAME=sr0\0").isMediumChange())
                .isFalse();
    }

    @Test
    void theDriveBehindAHubIsTheLastPort() {
        Uevent message = read("change@/devices/usb1/1-6/1-6.2/1-6.2:1.0/block/sdb\0A=b\0");
        assertThat(message.port()).isEqualTo("1-6.2");
        assertThat(read("add@/devices/virtual/block/loop0\0A=b\0").port()).isNull();
    }

    @Test
    void whatUdevdPassesOnIsNoMessageOfTheKernel() {
        byte[] bytes = "libudev\0\u00fe\u00ed\u00ca".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Uevent.read(bytes, bytes.length)).isNull();
    }

    @Test
    void noBytesMakeItFail() {
        var random = new Random(7);
        byte[] added = ADDED.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = added.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Uevent message = Uevent.read(bytes, random.nextInt(bytes.length + 1));
            if (message != null && message.isDevice()) {
                UsbDevice device = message.device();
                assertThat(device == null || device.vid().length() == 4).isTrue();
            }
        }
    }
}
