package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Watches the USB buses of this machine by three witnesses at once: libusb, the kernel's messages,
/// and the kernel's list of devices.
///
/// Each has a platform thread of its own, because native waiting would pin a virtual one. What they
/// say becomes one truth in [Witnesses], under this object's lock, which is also held while the
/// listener is told: so it is told in order. What is true is remembered on disk, after it was told.
public final class UsbWatch implements DeviceSource {
    private static final Logger LOG = LoggerFactory.getLogger(UsbWatch.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration TICK = Duration.ofSeconds(1);

    /// After so many ticks everything is read again.
    private static final int RESCAN = 10;

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    private final SysfsDevices sysfs = new SysfsDevices(SysfsDevices.LINUX);
    private final Memory memory;
    private final UsbGuardLog usbGuard;
    private final List<Thread> threads = new ArrayList<>();
    private final String boot = boot();

    private Consumer<UsbEvent> listener = _ -> {};
    private Witnesses witnesses = new Witnesses(GRACE, _ -> "", this::tell);
    private Slots slots = new Slots(Path.of("/sys"), Path.of("/run/udev/data"), this::drive);
    private @Nullable KernelUevents kernel;
    private @Nullable KernelLogFile log;
    private int ownSocket;
    private boolean changed;
    private volatile boolean libusbStale;
    private volatile boolean rescan;
    private volatile boolean stopping;

    /// @param memory the file that keeps what was plugged in, for the next start
    public UsbWatch(Path memory) {
        this.memory = new Memory(memory);
        this.usbGuard = new UsbGuardLog(UsbGuardLog.LINUX, memory.resolveSibling("usbguard.place"));
    }

    @Override
    public synchronized void start(Consumer<UsbEvent> listener) throws Unavailable {
        this.listener = listener;
        witnesses = new Witnesses(GRACE, this::reason, this::tell);
        if (linux) {
            listenToKernel();
        }
        LibUsbHotplug libusb = openLibusb();
        begin();
        if (libusb == null && kernel == null && witnesses.isDeaf(Witness.SYSFS)) {
            throw new Unavailable(
                    "neither libusb nor the kernel tell anything of USB devices here; is /sys"
                            + " mounted?");
        }
        witnesses.join(Witness.KERNEL);
        witnesses.join(Witness.LIBUSB);
        if (kernel == null) {
            witnesses.leave(Witness.KERNEL);
        } else {
            KernelUevents messages = kernel;
            run("usb-kernel", () -> followKernel(messages));
        }
        if (libusb == null) {
            witnesses.leave(Witness.LIBUSB);
        } else {
            run("usb-libusb", () -> followLibusb(libusb));
        }
        if (linux) {
            checkUdev();
            run("usb-rescan", this::rescan);
        }
        remember();
    }

    @Override
    public void stop() {
        stopping = true;
        for (Thread thread : threads) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            if (log != null) {
                log.close();
                log = null;
            }
        }
    }

    private void run(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(work));
    }

    private void listenToKernel() {
        log = KernelLogFile.open(KernelLogFile.LINUX);
        if (log == null) {
            LOG.info(
                    "the kernel's log can't be read (it takes CAP_SYSLOG): what comes and goes"
                            + " while the agent is stopped stays unknown");
        }
        try {
            kernel = new KernelUevents();
            ownSocket = kernel.portId();
        } catch (IOException | RuntimeException | LinkageError e) {
            witnesses.deaf(
                    Witness.KERNEL, "the kernel's messages can't be heard: " + e.getMessage());
        }
    }

    private @Nullable LibUsbHotplug openLibusb() {
        try {
            return new LibUsbHotplug();
        } catch (Unavailable e) {
            witnesses.deaf(Witness.LIBUSB, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// Tells what is there, and what happened while nobody looked.
    private void begin() {
        Remembered before = memory.read();
        List<UsbDevice> present = List.of();
        if (linux) {
            try {
                present = sysfs.all();
            } catch (IOException e) {
                witnesses.deaf(Witness.SYSFS, unlisted(e));
            }
        }
        if (before != null) {
            witnesses.wereDeaf(before.deaf());
        }
        List<KernelLog.Stay> stays = List.of();
        if (log != null) {
            List<KernelLog.Line> lines = log.read();
            if (before != null && before.boot().equals(boot)) {
                long known = before.logged();
                stays = KernelLog.stays(lines.stream().filter(one -> one.seq() > known).toList());
            }
        }
        new Absence(before, boot, stays, UsbWatch::timeOf).events(present).forEach(this::tell);
        witnesses.begin(present);
    }

    private void followKernel(KernelUevents messages) {
        try (messages) {
            while (!stopping) {
                try {
                    Uevent message = messages.next();
                    if (message != null) {
                        hear(message);
                    }
                } catch (KernelUevents.Dropped e) {
                    readTheLogInstead();
                    rescan = true;
                }
            }
        } catch (IOException e) {
            synchronized (this) {
                witnesses.leave(Witness.KERNEL);
                witnesses.deaf(
                        Witness.KERNEL, "the kernel's messages can't be heard: " + e.getMessage());
                remember();
            }
        }
    }

    private void hear(Uevent message) {
        UsbDevice told = message.isDevice() ? message.device() : null;
        if (told != null && message.action().equals("add")) {
            UsbDevice device = identified(told);
            synchronized (this) {
                witnesses.arrived(Witness.KERNEL, device);
                remember();
            }
        } else if (told != null) {
            synchronized (this) {
                witnesses.left(Witness.KERNEL, told);
                slots.left(told.port());
                remember();
            }
        } else if (message.isMediumChange()) {
            synchronized (this) {
                slots.changed(message);
            }
        }
    }

    /// The kernel had to drop messages because this process did not read them: devices that came
    /// and went meanwhile stand in its log.
    private synchronized void readTheLogInstead() {
        LOG.warn(
                "the kernel dropped messages about devices; its list and its log are read instead");
        if (log == null) {
            return;
        }
        for (KernelLog.Stay stay : KernelLog.stays(log.read())) {
            if (stay.cameMicros() != null
                    && stay.wentMicros() != null
                    && !witnesses.knows(Witnesses.Place.of(stay.device()))) {
                tell(new UsbEvent.Arrived(stay.device(), timeOf(stay.cameMicros()), true));
                tell(new UsbEvent.Left(stay.device(), timeOf(stay.wentMicros()), true));
            }
        }
    }

    private void followLibusb(LibUsbHotplug first) {
        LibUsbHotplug libusb = first;
        while (!stopping) {
            LibUsbHotplug.Told told = libusb.next(PATIENCE);
            if (told != null) {
                hear(told);
            }
            if (libusbStale) {
                libusbStale = false;
                libusb.close();
                LibUsbHotplug again = reopened();
                if (again == null) {
                    return;
                }
                libusb = again;
            }
        }
        libusb.close();
    }

    private synchronized @Nullable LibUsbHotplug reopened() {
        LibUsbHotplug again = openLibusb();
        if (again == null) {
            witnesses.leave(Witness.LIBUSB);
        } else {
            witnesses.join(Witness.LIBUSB);
            witnesses.hears(Witness.LIBUSB);
        }
        remember();
        return again;
    }

    private void hear(LibUsbHotplug.Told told) {
        UsbDevice device = told.arrived() ? identified(told.device()) : told.device();
        synchronized (this) {
            if (told.arrived()) {
                witnesses.arrived(Witness.LIBUSB, device);
            } else {
                witnesses.left(Witness.LIBUSB, device);
            }
            remember();
        }
    }

    private void rescan() {
        long last = System.nanoTime();
        int ticks = 0;
        while (!stopping) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            // While this process was stopped nobody could tell it anything.
            Duration awake = Duration.ofNanos(Math.min(now - last, 2 * TICK.toNanos()));
            last = now;
            boolean due = rescan || ++ticks % RESCAN == 0;
            if (due) {
                rescan = false;
                list();
            }
            synchronized (this) {
                witnesses.elapse(awake);
                slots.look(this::tell);
                usbGuard.look(this::tell);
                if (due) {
                    checkUdev();
                }
                remember();
            }
        }
    }

    private void list() {
        long mark;
        synchronized (this) {
            mark = witnesses.mark();
        }
        try {
            List<UsbDevice> all = sysfs.all();
            synchronized (this) {
                if (all.isEmpty() && !witnesses.present().isEmpty()) {
                    throw new IOException("it is empty");
                }
                witnesses.hears(Witness.SYSFS);
                witnesses.listed(mark, all);
            }
        } catch (IOException e) {
            synchronized (this) {
                witnesses.deaf(Witness.SYSFS, unlisted(e));
            }
        }
    }

    /// libusb never knows that udevd does not reach it, and looks for udevd only when it starts.
    private void checkUdev() {
        if (kernel == null) {
            return;
        }
        String fault = Udev.look(ownSocket).fault();
        if (fault != null) {
            witnesses.deaf(Witness.LIBUSB, fault);
        } else if (witnesses.isDeaf(Witness.LIBUSB)) {
            libusbStale = true;
        }
    }

    private String reason(Witness witness) {
        if (witness == Witness.LIBUSB && kernel != null) {
            String fault = Udev.look(ownSocket).fault();
            return fault == null ? "udevd passed nothing on" : fault;
        }
        return "it told nothing of what others saw";
    }

    private void tell(UsbEvent event) {
        changed = true;
        listener.accept(event);
    }

    /// After what changed was told: a crash in between makes it told twice, never not at all.
    private void remember() {
        if (!changed) {
            return;
        }
        changed = false;
        if (log != null) {
            log.read();
        }
        long logged = log == null ? -1 : log.last();
        try {
            memory.write(new Remembered(boot, logged, witnesses.deaf(), witnesses.present()));
        } catch (IOException e) {
            LOG.error("what is plugged in can't be remembered for the next start", e);
        }
    }

    /// What sysfs knows of it, if it is still the same device that sits in the port; else what the
    /// kernel's log knows.
    private UsbDevice identified(UsbDevice told) {
        UsbDevice known = sysfs.read(told.port());
        if (known != null && isSame(known, told)) {
            return known;
        }
        return told.serial() == null && told.interfaces().isEmpty() ? logged(told) : told;
    }

    private synchronized UsbDevice logged(UsbDevice told) {
        if (log == null) {
            return told;
        }
        log.read();
        return KernelLog.stays(log.recent()).reversed().stream()
                .map(KernelLog.Stay::device)
                .filter(device -> isSame(device, told) && device.vid().equals(told.vid()))
                .findFirst()
                .orElse(told);
    }

    private static boolean isSame(UsbDevice one, UsbDevice other) {
        return one.bus() == other.bus()
                && one.address() == other.address()
                && one.port().equals(other.port());
    }

    @SuppressWarnings("NullAway") // a function may answer null
    private UsbDevice drive(String port) {
        return witnesses.in(port);
    }

    private static String unlisted(IOException e) {
        return "the kernel's list of devices can't be read: " + e.getMessage();
    }

    /// The kernel's log counts by a clock of its own, which keeps pace with this one but for small
    /// fractions: a time that is told is right to about a second a day.
    private static Instant timeOf(long micros) {
        return Instant.now().minusNanos(System.nanoTime() - micros * 1000);
    }

    private static String boot() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
