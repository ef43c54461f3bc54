package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.usb.UsbDevice;
import sekisho.sensor.usb.UsbEvent;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What an agent says of what its machine notices.
///
/// @param source the agent
/// @param machine on which it runs
/// @param zone in which that stands
record DeviceFacts(SourceId source, MachineId machine, ZoneId zone) {

    /// The fact; null for a hub, which only makes more ports.
    @Nullable Observation of(UsbEvent event, Instant now) {
        return switch (event) {
            case UsbEvent.Arrived(var device, var at, var unattended) ->
                    device.isHub() ? null : inserted(device, time(at, now), unattended);
            case UsbEvent.Left(var device, var at, var unattended) ->
                    device.isHub() ? null : removed(device, time(at, now), unattended);
            case UsbEvent.Loaded(var drive, var slot) -> inserted(inside(drive, slot), now, drive);
            case UsbEvent.Unloaded(var drive, var slot) -> removed(inside(drive, slot), now, drive);
            case UsbEvent.Ruled(var device, var at, var admitted, var reason) ->
                    device.isHub()
                            ? null
                            : of(
                                    new GuardDecision(
                                            time(at, now),
                                            device,
                                            admitted,
                                            device.interfaces(),
                                            null,
                                            reason));
            case UsbEvent.Deaf(var witness, var reason) ->
                    new Observation.SourceDeaf(now, source, zone, witness.word(), reason);
            case UsbEvent.Hears(var witness) ->
                    new Observation.SourceHears(now, source, zone, witness.word());
        };
    }

    /// What a guard decided.
    Observation of(GuardDecision decision) {
        UsbDevice device = decision.device();
        return decision.admitted()
                ? new Observation.MediaAdmitted(
                        decision.at(),
                        zone,
                        machine,
                        device.port(),
                        device.vid(),
                        device.pid(),
                        device.serial(),
                        decision.interfaces(),
                        device.media(),
                        decision.permit(),
                        decision.reason())
                : new Observation.MediaRefused(
                        decision.at(),
                        zone,
                        machine,
                        device.port(),
                        device.vid(),
                        device.pid(),
                        device.serial(),
                        decision.interfaces(),
                        device.media(),
                        decision.permit(),
                        decision.reason());
    }

    /// The name of the machine's guard.
    SourceId guard() {
        return new SourceId(source.value() + "/guard");
    }

    private Observation inserted(UsbDevice device, Instant at, boolean unattended) {
        return new Observation.MediaInserted(
                at,
                zone,
                machine,
                device.port(),
                device.vid(),
                device.pid(),
                device.serial(),
                device.interfaces(),
                device.media(),
                null,
                device.preexisting(),
                unattended,
                device.connect());
    }

    private Observation removed(UsbDevice device, Instant at, boolean unattended) {
        return new Observation.MediaRemoved(
                at,
                zone,
                machine,
                device.port(),
                device.vid(),
                device.pid(),
                device.serial(),
                device.media(),
                unattended);
    }

    /// A disc or a card has no identity that could be read without opening the drive. It stands
    /// under the drive's, in a port of its own behind the drive's.
    private record Inside(String port, MediaId media) {}

    private static Inside inside(UsbDevice drive, String slot) {
        return new Inside(
                drive.port() + '/' + slot, new MediaId(drive.media().value() + "/medium"));
    }

    private Observation inserted(Inside medium, Instant at, UsbDevice drive) {
        return new Observation.MediaInserted(
                at,
                zone,
                machine,
                medium.port(),
                drive.vid(),
                drive.pid(),
                drive.serial(),
                drive.interfaces(),
                medium.media(),
                null,
                false,
                false,
                drive.connect());
    }

    private Observation removed(Inside medium, Instant at, UsbDevice drive) {
        return new Observation.MediaRemoved(
                at,
                zone,
                machine,
                medium.port(),
                drive.vid(),
                drive.pid(),
                drive.serial(),
                medium.media());
    }

    private static Instant time(@Nullable Instant told, Instant now) {
        return told == null ? now : told.truncatedTo(ChronoUnit.MILLIS);
    }
}
