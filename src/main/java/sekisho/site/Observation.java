package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a sensor says happened.
public sealed interface Observation extends Fact {

    /// A credential was presented and let through. `person` is the cardholder, where known.
    record AccessGranted(
            Instant at,
            ZoneId zone,
            DoorId door,
            @Nullable ReaderId reader,
            Direction direction,
            @Nullable CredentialId credential,
            @Nullable PersonId person)
            implements Observation {}

    /// A credential was presented and refused.
    record AccessDenied(
            Instant at,
            ZoneId zone,
            DoorId door,
            @Nullable ReaderId reader,
            @Nullable Direction direction,
            @Nullable CredentialId credential,
            @Nullable PersonId person,
            @Nullable String reason)
            implements Observation {}

    /// A card was laid on the reader of a desk: nobody went anywhere.
    ///
    /// @param credential absent where the card can't be known again, or was not read soundly
    /// @param person the cardholder, where known
    /// @param kind what card it is: `felica`, `mifare-classic`, `mifare-ultralight`, `storage` or
    ///   `processor`
    /// @param reason why there is no credential
    record CardPresented(
            Instant at,
            ReaderId reader,
            @Nullable CredentialId credential,
            @Nullable PersonId person,
            @Nullable String kind,
            @Nullable String reason)
            implements Observation {}

    /// The contact of a door parted.
    record DoorOpened(Instant at, ZoneId zone, DoorId door) implements Observation {}

    /// The contact of a door met again.
    record DoorClosed(Instant at, ZoneId zone, DoorId door) implements Observation {}

    /// A controller's own verdict that a door was forced; ours is the rule `door-forced`.
    record DoorForced(Instant at, ZoneId zone, DoorId door) implements Observation {}

    /// A controller's own verdict that a door was held open; ours is the rule `door-held`.
    record DoorHeld(Instant at, ZoneId zone, DoorId door) implements Observation {}

    /// Somebody asked to leave at the button or sensor inside (REX).
    record ExitRequested(Instant at, ZoneId zone, DoorId door) implements Observation {}

    /// Somebody moved inside. `count` is the number of people, where the sensor can tell.
    record MotionDetected(Instant at, ZoneId zone, @Nullable Integer count)
            implements Observation {}

    /// A USB device was put into a machine.
    ///
    /// @param port the kernel's name of the port, such as `1-2.4`
    /// @param vid vendor id, four lower-case hexadecimal digits; absent where the source can't tell
    /// @param pid product id, likewise
    /// @param serial as the device gives it, never trimmed; absent when it has none
    /// @param interfaces each `class:subclass:protocol` in hexadecimal, in the device's order
    /// @param media the registered id; without one it is made of vendor, product and serial
    /// @param operator who was signed in at the machine, where the agent knows it
    /// @param preexisting it was there when the agent began to look
    /// @param unattended it came while nobody looked: `at` is when the kernel's log says so, or
    ///   when it was noticed
    /// @param connect what the firmware says of the port: `hotplug`, `hardwired`, `not used` or
    ///   `unknown`; absent where nothing is said
    record MediaInserted(
            Instant at,
            ZoneId zone,
            MachineId machine,
            @Nullable String port,
            @Nullable String vid,
            @Nullable String pid,
            @Nullable String serial,
            List<String> interfaces,
            MediaId media,
            @Nullable PersonId operator,
            boolean preexisting,
            boolean unattended,
            @Nullable String connect)
            implements Observation {
        public MediaInserted {
            interfaces = List.copyOf(interfaces);
        }

        /// One that was seen coming, or was there already; of its port nothing is known.
        public MediaInserted(
                Instant at,
                ZoneId zone,
                MachineId machine,
                @Nullable String port,
                @Nullable String vid,
                @Nullable String pid,
                @Nullable String serial,
                List<String> interfaces,
                MediaId media,
                @Nullable PersonId operator,
                boolean preexisting) {
            this(
                    at,
                    zone,
                    machine,
                    port,
                    vid,
                    pid,
                    serial,
                    interfaces,
                    media,
                    operator,
                    preexisting,
                    false,
                    null);
        }
    }

    /// A USB device was pulled; members as in [MediaInserted].
    record MediaRemoved(
            Instant at,
            ZoneId zone,
            MachineId machine,
            @Nullable String port,
            @Nullable String vid,
            @Nullable String pid,
            @Nullable String serial,
            MediaId media,
            boolean unattended)
            implements Observation {

        /// One that was seen going.
        public MediaRemoved(
                Instant at,
                ZoneId zone,
                MachineId machine,
                @Nullable String port,
                @Nullable String vid,
                @Nullable String pid,
                @Nullable String serial,
                MediaId media) {
            this(at, zone, machine, port, vid, pid, serial, media, false);
        }
    }

    /// A guard let a device in, or some of its interfaces: the machine may use them from here on.
    ///
    /// @param interfaces those that were let in; others as in [MediaInserted]
    /// @param permit by which it was let in, if by one
    /// @param reason why
    record MediaAdmitted(
            Instant at,
            ZoneId zone,
            MachineId machine,
            @Nullable String port,
            @Nullable String vid,
            @Nullable String pid,
            @Nullable String serial,
            List<String> interfaces,
            MediaId media,
            @Nullable PermitId permit,
            String reason)
            implements Observation {
        public MediaAdmitted {
            interfaces = List.copyOf(interfaces);
        }
    }

    /// A guard kept a device out, or some of its interfaces, or put it out again: the machine can't
    /// use them from here on.
    ///
    /// @param interfaces those that were kept out; others as in [MediaInserted]
    /// @param permit that does not suffice, or has ended
    /// @param reason why
    record MediaRefused(
            Instant at,
            ZoneId zone,
            MachineId machine,
            @Nullable String port,
            @Nullable String vid,
            @Nullable String pid,
            @Nullable String serial,
            List<String> interfaces,
            MediaId media,
            @Nullable PermitId permit,
            String reason)
            implements Observation {
        public MediaRefused {
            interfaces = List.copyOf(interfaces);
        }
    }

    /// A source works, and promises another sign of life within `interval`.
    record SourceAlive(Instant at, SourceId source, @Nullable ZoneId zone, Duration interval)
            implements Observation {}

    /// A source can't be reached any more. `reason` says how that was noticed.
    record SourceLost(Instant at, SourceId source, @Nullable ZoneId zone, @Nullable String reason)
            implements Observation {}

    /// A source that was lost answers again.
    record SourceRestored(Instant at, SourceId source, @Nullable ZoneId zone)
            implements Observation {}

    /// A source lives, but one of its senses missed what another noticed, or can't work.
    ///
    /// @param sense which: of an agent `libusb`, `kernel` or `sysfs`
    /// @param reason why, as far as it can be found out
    record SourceDeaf(
            Instant at,
            SourceId source,
            @Nullable ZoneId zone,
            String sense,
            @Nullable String reason)
            implements Observation {}

    /// A sense of a source that was deaf notices again.
    record SourceHears(Instant at, SourceId source, @Nullable ZoneId zone, String sense)
            implements Observation {}

    /// A source says that it was opened or moved.
    record SourceTampered(
            Instant at, SourceId source, @Nullable ZoneId zone, @Nullable String reason)
            implements Observation {}

    /// How far a source's clock is ahead of ours (negative: behind).
    record SourceClock(Instant at, SourceId source, @Nullable ZoneId zone, Duration ahead)
            implements Observation {}

    /// Bytes or lines of a source that made no sense: kept and counted, because noise is evidence.
    ///
    /// @param count how many pieces this fact stands for, at least 1
    /// @param reason why they could not be read
    /// @param sample the beginning of the first one: text as it came, bytes as hexadecimal
    record SourceNoise(
            Instant at,
            SourceId source,
            @Nullable ZoneId zone,
            long count,
            String reason,
            @Nullable String sample)
            implements Observation {}

    /// A source could not keep what it saw: so many facts will never come. Their numbers are
    /// missing from the source's run; this fact says why.
    ///
    /// @param count how many facts, at least 1
    /// @param from when the first of them happened, as the source claims
    /// @param until when the last of them happened
    /// @param reason why they could not be kept
    record SourceGap(
            Instant at,
            SourceId source,
            @Nullable ZoneId zone,
            long count,
            Instant from,
            Instant until,
            String reason)
            implements Observation {}
}
