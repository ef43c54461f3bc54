package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.usb.UsbDevice;
import sekisho.site.PermitId;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// That a guard let some interfaces of a device in, or kept them out.
///
/// @param at by the machine's clock
/// @param device as it described itself; only what a fact says of it is written down
/// @param admitted whether they were let in
/// @param interfaces which
/// @param permit by which, or which does not suffice
/// @param reason why
public record GuardDecision(
        Instant at,
        UsbDevice device,
        boolean admitted,
        List<String> interfaces,
        @Nullable PermitId permit,
        String reason) {

    public GuardDecision {
        interfaces = List.copyOf(interfaces);
    }

    /// The members of its JSON form.
    public Map<String, Object> members() {
        var members = new HashMap<String, Object>();
        members.put("at", Times.write(at));
        members.put("bus", (long) device.bus());
        members.put("address", (long) device.address());
        members.put("port", device.port());
        members.put("vid", device.vid());
        members.put("pid", device.pid());
        if (device.serial() != null) {
            members.put("serial", device.serial());
        }
        members.put("shown", device.interfaces());
        members.put("admitted", admitted);
        members.put("interfaces", interfaces);
        if (permit != null) {
            members.put("permit", permit.value());
        }
        members.put("reason", reason);
        return members;
    }

    /// Reads it.
    ///
    /// @throws Unreadable when it is none
    public static GuardDecision read(Map<?, ?> from) throws Unreadable {
        if (!(from.get("at") instanceof String at)
                || !(from.get("bus") instanceof Long bus)
                || !(from.get("address") instanceof Long address)
                || !(from.get("port") instanceof String port)
                || !(from.get("vid") instanceof String vid)
                || !(from.get("pid") instanceof String pid)
                || !(from.get("admitted") instanceof Boolean admitted)
                || !(from.get("reason") instanceof String reason)) {
            throw new Unreadable("a decision names a device, what was decided, and why");
        }
        var device =
                new UsbDevice(
                        bus.intValue(),
                        address.intValue(),
                        port,
                        vid,
                        pid,
                        from.get("serial") instanceof String serial ? serial : null,
                        texts(from.get("shown")),
                        false);
        return new GuardDecision(
                Times.read("at", at),
                device,
                admitted,
                texts(from.get("interfaces")),
                from.get("permit") instanceof String permit ? new PermitId(permit) : null,
                reason);
    }

    private static List<String> texts(@Nullable Object list) throws Unreadable {
        if (!(list instanceof List<?> some)) {
            throw new Unreadable("a decision lists interfaces");
        }
        return some.stream().map(String::valueOf).toList();
    }
}
