package sekisho.sensor.uhppote;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.config.Form;
import sekisho.config.Mark;
import sekisho.config.Section;
import sekisho.sensor.Surroundings;
import sekisho.site.DoorId;
import sekisho.site.ReaderId;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `uhppote:`, the controllers and the doors at them.
public final class UhppotePart {
    private static final Form<Integer> DOOR = Form.whole(1, UhppoteConfig.DOORS_MAX);
    private static final Form<Long> SERIAL =
            Form.of("the serial number on the controller's board", UhppotePart::serial);
    private static final Form<InetSocketAddress> ADDRESS =
            Form.of("an IPv4 address such as 192.0.2.20", UhppotePart::address);
    private static final Endpoint EVERYWHERE = new Endpoint("0.0.0.0", 60_001);

    private enum Clock {
        CHECK,
        SET
    }

    private final Surroundings plan;
    private final Map<Long, Mark> serials = new HashMap<>();
    private final List<UhppoteConfig.Controller> controllers = new ArrayList<>();

    private UhppotePart(Surroundings plan) {
        this.plan = plan;
    }

    /// The controllers that a site file names: one sensor for all of them, or none.
    public static List<UhppoteConfig> read(Section root, Surroundings plan) {
        Section in = root.section("uhppote", "the part of the UHPPOTE controllers");
        if (in == null) {
            return List.of();
        }
        var part = new UhppotePart(plan);
        Endpoint listen = in.optional("listen", Form.ENDPOINT, EVERYWHERE);
        InetSocketAddress announced = in.optional("announce", ADDRESS);
        in.expect("controllers", "a list of them");
        in.sections("controllers", "a controller").forEach(part::readController);
        if (announced != null && announced.getPort() == UhppoteConfig.PORT) {
            announced = new InetSocketAddress(announced.getAddress(), listen.port());
        }
        return List.of(
                new UhppoteConfig(
                        new InetSocketAddress(listen.host(), listen.port()),
                        announced,
                        part.controllers));
    }

    private void readController(Section in) {
        SourceId id = in.required("id", Form.id(SourceId::new).asking("an id such as east-panel"));
        Long serial = in.required("serial", SERIAL);
        InetSocketAddress address = in.required("address", ADDRESS);
        java.time.ZoneId clock = in.optional("timezone", Form.TIME_ZONE);
        Clock watch = in.optional("clock", Form.word(Clock.class), Clock.CHECK);
        if (id != null) {
            plan.sources().add(id, in.mark("id"));
        }
        if (serial != null) {
            Mark before = serials.putIfAbsent(serial, in.mark("serial"));
            if (before != null) {
                in.fault("serial", "the controller in line " + before.line() + " has this number");
            }
        }
        in.expect("doors", "a list of them");
        Map<Integer, UhppoteConfig.Door> doors = new HashMap<>();
        in.sections("doors", "a door of the controller").forEach(door -> readDoor(door, doors));
        java.time.ZoneId zone = clock == null ? plan.clock() : clock;
        if (id != null && serial != null && address != null && zone != null) {
            controllers.add(
                    new UhppoteConfig.Controller(
                            id, serial, address, zone, watch == Clock.SET, doors));
        }
    }

    private void readDoor(Section in, Map<Integer, UhppoteConfig.Door> doors) {
        Integer number = in.required("number", DOOR);
        DoorId door = in.required("door", Form.id(DoorId::new).asking("the id of the door"));
        ReaderId entry = reader(in, "in");
        ReaderId exit = reader(in, "out");
        ZoneId zone = door == null ? null : plan.zoneOf(door, in.mark("door"));
        if (number == null || door == null || zone == null) {
            return;
        }
        var read = new UhppoteConfig.Door(door, zone, entry, exit);
        if (doors.putIfAbsent(number, read) != null) {
            in.fault("number", "another door of this controller has the number " + number);
        }
    }

    private @Nullable ReaderId reader(Section in, String side) {
        ReaderId reader = in.optional(side, Form.id(ReaderId::new).asking("the id of a reader"));
        if (reader != null) {
            plan.readers().add(reader, in.mark(side));
        }
        return reader;
    }

    private static long serial(String text) {
        long serial = Long.parseLong(text);
        if (serial <= 0 || serial > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(text);
        }
        return serial;
    }

    /// An address with or without a port; no name is looked up.
    private static InetSocketAddress address(String text) {
        Endpoint endpoint =
                text.contains(":") ? Endpoint.parse(text) : new Endpoint(text, UhppoteConfig.PORT);
        return new InetSocketAddress(Inet4Address.ofLiteral(endpoint.host()), endpoint.port());
    }
}
