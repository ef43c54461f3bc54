package sekisho.edge.guard;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.edge.Allowance;
import sekisho.edge.GuardDecision;
import sekisho.edge.SafeFile;
import sekisho.sensor.usb.UsbChanges;
import sekisho.sensor.usb.UsbDevice;
import sekisho.sensor.usb.UsbSwitches;
import sekisho.site.Guarding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Lets into a machine what its station allows, and keeps out everything else.
///
/// It runs as root and does nothing more than that: it reads what is plugged in, throws the
/// kernel's switches, and talks with the agent of the machine over a socket of the file system. Its
/// last allowance and what it decided stand on disk, so it needs neither agent nor station to go
/// on. It begins to keep anything out when the station has adopted a baseline of the machine, not
/// before: nobody is locked out of a machine whose own devices are not known.
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /// Everything is read again after so many waits of half a second, whatever was heard.
    private static final int RESCAN = 20;

    /// Decisions that wait for the agent; those beyond leave a gap in the numbers.
    private static final int UNTOLD_MAX = 1000;

    private final Path folder;
    private final Path released;
    private final UsbSwitches switches;
    private final InstantSource clock;
    private final int untoldMax;

    // Guarded by this.
    private final StationClock station;
    private final Gate gate;
    private final Deque<GuardMemory.Numbered> untold = new ArrayDeque<>();
    private final Map<String, String> disobeyed = new HashMap<>();
    private final String kernel;

    /// Of this run; in each the numbers begin anew.
    private final String boot = UUID.randomUUID().toString();

    private long seq;
    private @Nullable Allowance allowance;
    private @Nullable Boolean holding;
    private List<UsbDevice> present = List.of();
    private boolean began;

    private volatile boolean stopping;

    /// @param folder where it keeps what it must know again
    /// @param released while this file is there, nothing is kept out
    public Guard(Path folder, Path released, UsbSwitches switches, InstantSource clock)
            throws IOException {
        this(folder, released, switches, clock, UNTOLD_MAX);
    }

    Guard(Path folder, Path released, UsbSwitches switches, InstantSource clock, int untoldMax)
            throws IOException {
        this.untoldMax = untoldMax;
        this.folder = SafeFile.folder(folder);
        this.released = released;
        this.switches = switches;
        this.clock = clock;
        this.kernel = kernel();
        GuardMemory memory = GuardMemory.read(folder);
        if (memory == null) {
            memory = new GuardMemory(kernel, null, Duration.ZERO, List.of(), List.of());
        }
        this.allowance = memory.allowance();
        this.station = new StationClock(clock, System::nanoTime, memory.ahead());
        boolean sameKernel = memory.kernel().equals(kernel);
        this.gate = new Gate(switches.canDivide(), sameKernel ? memory.held() : List.of());
        this.untold.addAll(memory.untold());
    }

    /// Guards until [#stop]; the machine's switches are left as they are then.
    ///
    /// @throws IOException when the kernel's messages can't be heard
    public void run() throws IOException {
        int waits = 0;
        try (var changes = new UsbChanges()) {
            look(true);
            while (!stopping) {
                boolean heard = changes.await();
                look(heard || ++waits % RESCAN == 0);
            }
        }
    }

    /// Makes [#run] return, soon.
    public void stop() {
        stopping = true;
    }

    /// What the station allows from here on.
    ///
    /// @param now what the station's clock shows
    synchronized void allow(Allowance newest, Instant now) {
        station.tell(now);
        boolean isNew = !newest.equals(allowance);
        allowance = newest;
        if (isNew) {
            LOG.info("allowed until {}, as of entry {}", newest.until(), newest.version());
            look(false);
            remember();
        }
    }

    /// Looks at what is there, and does what follows from it.
    ///
    /// @param read whether the kernel's list is to be read again
    synchronized void look(boolean read) {
        boolean free = Files.exists(released);
        boolean anew = hold(!free && allowance != null && allowance.own() != null, read);
        if (read || !began) {
            try {
                present = switches.devices();
                began = true;
            } catch (IOException e) {
                LOG.error("what is plugged in can't be read: {}", e.getMessage());
                return;
            }
        }
        List<Gate.Held> changed = gate.look(present, allowance, free, station.now());
        // What a guard that was killed left undone is done now.
        for (Gate.Held one : anew ? gate.held() : changed) {
            carryOut(one, changed.contains(one));
        }
        if (!changed.isEmpty()) {
            remember();
        }
    }

    /// Takes hold of the machine's switches, or lets go of them; whether that is a change.
    ///
    /// @param again also of buses that came since
    private boolean hold(boolean wanted, boolean again) {
        boolean changes = holding == null || holding != wanted;
        if (!changes && !(wanted && again)) {
            return false;
        }
        try {
            if (wanted) {
                switches.hold();
            } else {
                switches.release();
            }
            if (changes) {
                LOG.info(wanted ? "on guard" : "not on guard: everything is let in");
            }
        } catch (IOException e) {
            LOG.error("the kernel's switches can't be thrown: {}", e.getMessage());
        }
        holding = wanted;
        return changes;
    }

    private void carryOut(Gate.Held one, boolean isNew) {
        UsbDevice device = one.device();
        Ruling ruling = one.ruling();
        try {
            if (Boolean.TRUE.equals(holding) && !isDone(device, ruling)) {
                return; // another device sits there by now, and is looked at next
            }
            disobeyed.remove(device.port());
            if (isNew && !device.isHub()) {
                tell(device, ruling);
            }
        } catch (IOException e) {
            String reason = "the kernel did not obey: " + e.getMessage();
            gate.forget(device.port());
            if (!reason.equals(disobeyed.put(device.port(), reason))) {
                LOG.error("{}: {}", device, reason);
                add(device, false, device.interfaces(), Ruling.keepOut(device, null, reason));
            }
        }
    }

    private boolean isDone(UsbDevice device, Ruling ruling) throws IOException {
        UsbDevice there =
                present.stream()
                        .filter(one -> one.port().equals(device.port()))
                        .findFirst()
                        .orElse(device);
        if (ruling.isNothing()) {
            return switches.off(there);
        }
        return ruling.isWhole() ? switches.on(there) : switches.on(there, ruling.in());
    }

    private void tell(UsbDevice device, Ruling ruling) {
        if (!ruling.admitted().isEmpty()) {
            add(device, true, ruling.in(), ruling);
        }
        if (!ruling.refused().isEmpty()) {
            add(device, false, ruling.out(), ruling);
        }
    }

    private void add(UsbDevice device, boolean admitted, List<String> interfaces, Ruling ruling) {
        var decision =
                new GuardDecision(
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        device,
                        admitted,
                        interfaces,
                        ruling.permit(),
                        admitted ? ruling.admitted() : ruling.refused());
        LOG.info(
                "{} {} {}: {}",
                device.port(),
                admitted ? "lets in" : "keeps out",
                device.media(),
                decision.reason());
        // Numbered even if it can't be kept: then the gap shows.
        seq++;
        if (untold.size() < untoldMax) {
            untold.add(new GuardMemory.Numbered(boot, seq, decision));
        } else {
            LOG.error("a decision is lost, because the agent has taken none for too long");
        }
        notifyAll();
    }

    private void remember() {
        try {
            new GuardMemory(kernel, allowance, station.ahead(), gate.held(), List.copyOf(untold))
                    .write(folder);
        } catch (IOException e) {
            LOG.error("what the guard decided can't be kept for its next start", e);
        }
    }

    /// Waits for a decision behind another one.
    ///
    /// @param last that one; null for the first
    /// @return null when there is none for so long
    synchronized GuardMemory.@Nullable Numbered behind(
            GuardMemory.@Nullable Numbered last, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            GuardMemory.Numbered next = behind(last);
            long ms = (end - System.nanoTime()) / 1_000_000;
            if (next != null || ms <= 0) {
                return next;
            }
            wait(ms);
        }
    }

    private GuardMemory.@Nullable Numbered behind(GuardMemory.@Nullable Numbered last) {
        boolean taken = last == null || !untold.contains(last);
        for (GuardMemory.Numbered one : untold) {
            if (taken) {
                return one;
            }
            taken = one.equals(last);
        }
        return null;
    }

    /// The agent has taken over a decision and every one before it.
    synchronized void taken(String ofBoot, long number) {
        if (untold.stream().noneMatch(one -> isNumber(one, ofBoot, number))) {
            return;
        }
        while (!isNumber(untold.remove(), ofBoot, number)) {
            LOG.debug("taken over with a later one");
        }
        remember();
    }

    private static boolean isNumber(GuardMemory.Numbered one, String ofBoot, long number) {
        return one.seq() == number && one.boot().equals(ofBoot);
    }

    /// Puts the switches as they are to be while there is no guard: where the policy is to keep
    /// out, nothing is let in that is not in yet.
    ///
    /// @param folder of the guard
    /// @param asked it was stopped, and did not fail: then all of it is undone
    /// @return what was done, for a person
    public static String standDown(Path folder, UsbSwitches switches, boolean asked)
            throws IOException {
        GuardMemory memory = GuardMemory.read(folder);
        Allowance last = memory == null ? null : memory.allowance();
        if (last != null && last.own() != null && last.away() == Guarding.Away.CLOSED) {
            return "by policy the machine stays closed: what is plugged in now is kept out";
        }
        if (asked) {
            switches.release();
            return "everything is let in";
        }
        switches.letArrive();
        return "by policy the machine is open: what is plugged in now is let in";
    }

    private static String kernel() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
