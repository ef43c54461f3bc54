package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes one truth of what several witnesses tell, each in its own time.
///
/// A device is known by its place: bus, number and port. What happens at a place is a row of
/// arrivals and departures by turns, and each witness tells the same row. Whoever tells the next
/// step of it first makes it true, once; the others confirm it. Who has not confirmed a step a
/// grace later is deaf. Pure, and not safe for several threads.
final class Witnesses {

    /// Where a device is. The kernel uses a number again after 127 others.
    record Place(int bus, int address, String port) {
        static Place of(UsbDevice device) {
            return new Place(device.bus(), device.address(), device.port());
        }
    }

    /// What happened at one place: `steps` of arrival and departure by turns, odd while the device
    /// is there.
    private static final class Account {
        final Map<Witness, Integer> confirmed = new EnumMap<>(Witness.class);
        UsbDevice device;
        int steps;
        int settledAt;
        long changed;
        Duration since = Duration.ZERO;
        Duration came = Duration.ZERO;
        boolean settled = true;

        Account(UsbDevice device) {
            this.device = device;
        }

        boolean isThere() {
            return steps % 2 == 1;
        }

        int confirmedBy(Witness witness) {
            return confirmed.getOrDefault(witness, 0);
        }

        /// How far a witness has told. Who missed steps of long ago goes on with those of now;
        /// while nothing new has happened, it may be that it tells those of long ago after all.
        int toldBy(Witness witness) {
            int told = confirmedBy(witness);
            return settled ? told : Math.max(told, settledAt);
        }

        /// Whether it was there so shortly that a witness who tells nothing of it is excused: udevd
        /// and libusb look at a device before they tell of it, and it was gone by then.
        boolean isExcused(Witness witness) {
            return witness == Witness.LIBUSB
                    && !isThere()
                    && toldBy(witness) % 2 == 0
                    && since.minus(came).compareTo(BRIEF) < 0;
        }

        void settle() {
            settled = true;
            settledAt = steps;
        }

        void everybodyKnows() {
            for (Witness witness : Witness.values()) {
                confirmed.put(witness, steps);
            }
            settle();
        }
    }

    private static final Duration BRIEF = Duration.ofSeconds(5);

    /// How long a place is remembered after its device has left, for those who tell of it late.
    private static final Duration MEMORY = Duration.ofMinutes(2);

    /// A bus gives the numbers from 1 to this.
    private static final int NUMBERS = 127;

    private final Duration grace;
    private final Function<Witness, String> reason;
    private final Consumer<? super UsbEvent> out;
    private final Map<Place, Account> accounts = new HashMap<>();
    private final Set<Witness> live = EnumSet.noneOf(Witness.class);
    private final Set<Witness> deaf = EnumSet.noneOf(Witness.class);
    private Duration awake = Duration.ZERO;
    private long changes;

    /// @param grace how much later than the first another witness may tell the same
    /// @param reason asked why a witness may be deaf
    /// @param out told what is true
    Witnesses(Duration grace, Function<Witness, String> reason, Consumer<? super UsbEvent> out) {
        this.grace = grace;
        this.reason = reason;
        this.out = out;
    }

    /// Begins with what is there, of which everybody knows.
    void begin(List<UsbDevice> present) {
        for (UsbDevice device : present) {
            var account = new Account(device);
            account.steps = 1;
            account.everybodyKnows();
            accounts.put(Place.of(device), account);
        }
    }

    /// A witness takes part from now on: what happened before is not its business.
    void join(Witness witness) {
        live.add(witness);
        for (Account account : accounts.values()) {
            account.confirmed.put(witness, account.steps);
        }
    }

    /// A witness takes part no longer.
    void leave(Witness witness) {
        live.remove(witness);
    }

    /// A witness tells of an arrival. Who tells it twice has said nothing new.
    void arrived(Witness witness, UsbDevice device) {
        Account account = accounts.computeIfAbsent(Place.of(device), _ -> new Account(device));
        int told = account.toldBy(witness);
        if (told % 2 == 0) {
            confirm(witness, account, told + 1, device);
        } else if (!isSame(account.device, device)) {
            confirm(witness, account, told + 2, device);
        }
    }

    /// A witness tells of a departure.
    void left(Witness witness, UsbDevice device) {
        Account account = accounts.get(Place.of(device));
        if (account == null) {
            account = new Account(device);
            account.steps = 1;
            account.everybodyKnows();
            accounts.put(Place.of(device), account);
        }
        int told = account.toldBy(witness);
        if (told % 2 == 1) {
            confirm(witness, account, told + 1, device);
        } else {
            confirm(witness, account, account.steps + account.steps % 2, device);
        }
    }

    /// Says where the truth is now, for a list that is read from here on.
    long mark() {
        return changes;
    }

    /// The kernel's list as it was read after a mark. What has changed since the mark may have been
    /// read before or after its change, and is left to the next reading.
    void listed(long mark, Collection<UsbDevice> devices) {
        var listed = new HashMap<Place, UsbDevice>();
        devices.forEach(device -> listed.put(Place.of(device), device));
        for (var known : new ArrayList<>(accounts.entrySet())) {
            Account account = known.getValue();
            UsbDevice device = listed.remove(known.getKey());
            if (account.changed <= mark && account.isThere() != (device != null)) {
                confirm(
                        Witness.SYSFS,
                        account,
                        account.steps + 1,
                        device == null ? account.device : device);
            }
        }
        listed.values().forEach(device -> arrived(Witness.SYSFS, device));
    }

    /// Time goes by, as far as this process was awake: while it is stopped nobody is deaf.
    void elapse(Duration span) {
        awake = awake.plus(span);
        for (Account account : new ArrayList<>(accounts.values())) {
            Duration age = awake.minus(account.since);
            if (!account.settled && age.compareTo(grace) > 0) {
                for (Witness witness : live) {
                    if (witness != Witness.SYSFS
                            && account.confirmedBy(witness) < account.steps
                            && !account.isExcused(witness)) {
                        deaf(witness, reason.apply(witness));
                    }
                }
                account.settle();
            }
        }
        accounts.values()
                .removeIf(account ->
                        !account.isThere() && awake.minus(account.since).compareTo(MEMORY) > 0);
    }

    /// A witness is known to see nothing; said once until it sees again.
    void deaf(Witness witness, String why) {
        if (deaf.add(witness)) {
            out.accept(new UsbEvent.Deaf(witness, why));
        }
    }

    /// A witness is known to see; said if it was deaf.
    void hears(Witness witness) {
        if (deaf.remove(witness)) {
            out.accept(new UsbEvent.Hears(witness));
        }
    }

    /// Takes up what was so when this process ended the last time.
    void wereDeaf(Collection<Witness> witnesses) {
        deaf.addAll(witnesses);
    }

    boolean isDeaf(Witness witness) {
        return deaf.contains(witness);
    }

    List<Witness> deaf() {
        return List.copyOf(deaf);
    }

    /// What is plugged in.
    List<UsbDevice> present() {
        return accounts.values().stream()
                .filter(Account::isThere)
                .map(account -> account.device)
                .toList();
    }

    /// What is plugged into a port; null when nothing is.
    @Nullable UsbDevice in(String port) {
        return present().stream()
                .filter(device -> device.port().equals(port))
                .findFirst()
                .orElse(null);
    }

    /// Whether anything was told of a place lately.
    boolean knows(Place place) {
        return accounts.containsKey(place);
    }

    private void confirm(Witness witness, Account account, int step, UsbDevice device) {
        account.confirmed.put(witness, step);
        if (step <= account.steps && account.settled) {
            return; // too late to count as having seen it
        }
        hears(witness);
        while (account.steps < step) {
            if (!account.isThere()) {
                vacate(device);
                account.device = device;
            }
            advance(account);
        }
    }

    /// A port holds one device: who is told to arrive in it follows one that has left. Numbers of a
    /// bus are given in turn, so of two of them the one less than half a turn ahead is the newer.
    private void vacate(UsbDevice device) {
        for (Account other : accounts.values()) {
            if (other.isThere()
                    && other.device.bus() == device.bus()
                    && other.device.port().equals(device.port())
                    && Math.floorMod(device.address() - other.device.address(), NUMBERS)
                            < NUMBERS / 2) {
                advance(other);
            }
        }
    }

    private void advance(Account account) {
        account.steps++;
        account.changed = ++changes;
        account.since = awake;
        account.settled = false;
        if (account.isThere()) {
            account.came = awake;
        }
        out.accept(
                account.isThere()
                        ? new UsbEvent.Arrived(account.device)
                        : new UsbEvent.Left(account.device));
    }

    private static boolean isSame(UsbDevice one, UsbDevice other) {
        return one.vid().equals(other.vid())
                && one.pid().equals(other.pid())
                && (one.serial() == null
                        || other.serial() == null
                        || one.serial().equals(other.serial()));
    }
}
