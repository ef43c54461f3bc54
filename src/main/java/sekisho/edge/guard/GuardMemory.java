package sekisho.edge.guard;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.edge.Allowance;
import sekisho.edge.GuardDecision;
import sekisho.edge.SafeFile;
import sekisho.sensor.usb.UsbDevice;
import sekisho.site.PermitId;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a guard must know again after a restart, and what its agent has not got yet.
///
/// Trusted: who can write it is root, and needs no guard's leave.
///
/// @param kernel the boot of the kernel in which `held` is true
/// @param allowance the newest; null while there was none
/// @param ahead how far the station's clock was ahead of this machine's when it came
/// @param held what was ruled on what is plugged in
/// @param untold decisions that the agent has not taken over, the oldest first
record GuardMemory(
        String kernel,
        @Nullable Allowance allowance,
        Duration ahead,
        List<Gate.Held> held,
        List<Numbered> untold) {
    private static final Logger LOG = LoggerFactory.getLogger(GuardMemory.class);
    private static final String FILE = "guard.json";

    /// A decision with its number in one run of the guard.
    record Numbered(String boot, long seq, GuardDecision decision) {}

    GuardMemory {
        held = List.copyOf(held);
        untold = List.copyOf(untold);
    }

    /// What stands in a folder; null when there is nothing, or nothing that can be read.
    static @Nullable GuardMemory read(Path folder) {
        try {
            return of(JsonText.object(Files.readString(folder.resolve(FILE))));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | Unreadable | IllegalArgumentException e) {
            LOG.error("{} can't be read: the guard begins anew", folder.resolve(FILE), e);
            return null;
        }
    }

    void write(Path folder) throws IOException {
        SafeFile.write(
                folder.resolve(FILE), CanonicalJson.of(members()).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> members() {
        var members = new HashMap<String, Object>();
        members.put("kernel", kernel);
        if (allowance != null) {
            members.put("allowance", allowance.members());
        }
        members.put("aheadMillis", ahead.toMillis());
        members.put("held", held.stream().map(GuardMemory::members).toList());
        members.put(
                "untold",
                untold.stream()
                        .map(one ->
                                Map.of(
                                        "boot", one.boot(),
                                        "seq", one.seq(),
                                        "decision", one.decision().members()))
                        .toList());
        return members;
    }

    private static Map<String, Object> members(Gate.Held held) {
        UsbDevice device = held.device();
        Ruling ruling = held.ruling();
        var members = new HashMap<String, Object>();
        members.put("bus", (long) device.bus());
        members.put("address", (long) device.address());
        members.put("port", device.port());
        members.put("vid", device.vid());
        members.put("pid", device.pid());
        if (device.serial() != null) {
            members.put("serial", device.serial());
        }
        members.put("interfaces", device.interfaces());
        members.put("in", ruling.in());
        members.put("out", ruling.out());
        if (ruling.permit() != null) {
            members.put("permit", ruling.permit().value());
        }
        members.put("admitted", ruling.admitted());
        members.put("refused", ruling.refused());
        return members;
    }

    private static GuardMemory of(Map<String, @Nullable Object> from) throws Unreadable {
        if (!(from.get("kernel") instanceof String kernel)
                || !(from.get("aheadMillis") instanceof Long ahead)
                || !(from.get("held") instanceof List<?> held)
                || !(from.get("untold") instanceof List<?> untold)) {
            throw new Unreadable("a part of it is missing");
        }
        var rulings = new ArrayList<Gate.Held>();
        for (Object one : held) {
            rulings.add(held(one));
        }
        var decisions = new ArrayList<Numbered>();
        for (Object one : untold) {
            if (!(one instanceof Map<?, ?> map)
                    || !(map.get("boot") instanceof String boot)
                    || !(map.get("seq") instanceof Long seq)
                    || !(map.get("decision") instanceof Map<?, ?> decision)) {
                throw new Unreadable("a decision is not whole");
            }
            decisions.add(new Numbered(boot, seq, GuardDecision.read(decision)));
        }
        return new GuardMemory(
                kernel,
                from.get("allowance") instanceof Map<?, ?> map ? Allowance.read(map) : null,
                Duration.ofMillis(ahead),
                rulings,
                decisions);
    }

    private static Gate.Held held(@Nullable Object one) throws Unreadable {
        if (!(one instanceof Map<?, ?> map)
                || !(map.get("bus") instanceof Long bus)
                || !(map.get("address") instanceof Long address)
                || !(map.get("port") instanceof String port)
                || !(map.get("vid") instanceof String vid)
                || !(map.get("pid") instanceof String pid)
                || !(map.get("interfaces") instanceof List<?> interfaces)
                || !(map.get("in") instanceof List<?> in)
                || !(map.get("out") instanceof List<?> out)
                || !(map.get("admitted") instanceof String admitted)
                || !(map.get("refused") instanceof String refused)) {
            throw new Unreadable("a ruling is not whole");
        }
        return new Gate.Held(
                new UsbDevice(
                        bus.intValue(),
                        address.intValue(),
                        port,
                        vid,
                        pid,
                        map.get("serial") instanceof String serial ? serial : null,
                        texts(interfaces),
                        false),
                new Ruling(
                        texts(in),
                        texts(out),
                        map.get("permit") instanceof String permit ? new PermitId(permit) : null,
                        admitted,
                        refused));
    }

    private static List<String> texts(List<?> some) {
        return some.stream().map(String::valueOf).toList();
    }
}
