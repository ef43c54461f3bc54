package sekisho.edge.guard;

import org.jspecify.annotations.Nullable;

import sekisho.edge.Allowance;
import sekisho.sensor.usb.UsbDevice;
import sekisho.site.DevicePattern;
import sekisho.site.MediaId;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.PermitId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which interfaces of a device a machine may use, and why. Pure.
///
/// The order of the reasons: what somebody released by hand, then where there is nothing to rule
/// by, then what is the machine's own, then what is permitted.
///
/// @param in the interfaces that are let in
/// @param out those that are kept out
/// @param permit by which, or which does not suffice
/// @param admitted why some are let in; empty where none are
/// @param refused why some are kept out; empty where none are
record Ruling(
        List<String> in,
        List<String> out,
        @Nullable PermitId permit,
        String admitted,
        String refused) {

    static final String OWN = "it is one of the machine's own devices";
    static final String PERMITTED = "a permit holds";
    static final String NO_BASELINE = "no baseline of this machine was adopted yet";
    static final String AWAY_OPEN = "the station is away, and the policy lets in";
    static final String AWAY_CLOSED = "the station is away, and the policy keeps out";
    static final String RELEASED = "everything was released by hand";
    static final String UNPERMITTED = "no permit holds";
    static final String BEYOND = "the permit does not cover these interfaces";
    static final String ENDED = "the permit has ended";
    static final String NO_SERIAL = "a device without a serial can't be permitted";
    static final String TWIN = "a device of the same identity is plugged in";

    /// A permit that names no interfaces is one for a medium: storage, or a camera or telephone
    /// that shows its pictures. A stick that is a keyboard, too, is not permitted to type.
    private static final DevicePattern MEDIUM =
            new DevicePattern(
                    null,
                    null,
                    null,
                    null,
                    DevicePattern.Match.MATCH_ALL,
                    List.of("08:*:*", "06:*:*"));

    Ruling {
        in = List.copyOf(in);
        out = List.copyOf(out);
    }

    /// Rules on a device.
    ///
    /// @param allowance the newest one; null when there has never been one
    /// @param twin whether a device of the same identity was let in before and is still there
    /// @param released whether somebody released everything by hand
    /// @param now by the station's clock
    static Ruling of(
            UsbDevice device,
            @Nullable Allowance allowance,
            boolean twin,
            boolean released,
            Instant now) {
        if (released) {
            return letIn(device, RELEASED);
        }
        if (allowance == null || allowance.own() == null) {
            return letIn(device, NO_BASELINE);
        }
        if (device.isHub() || isOwn(device, allowance.own().devices())) {
            return letIn(device, OWN);
        }
        if (!allowance.holds(now)) {
            return switch (allowance.away()) {
                case OPEN -> letIn(device, AWAY_OPEN);
                case CLOSED -> keepOut(device, null, AWAY_CLOSED);
            };
        }
        if (device.serial() == null) {
            return keepOut(device, null, NO_SERIAL);
        }
        return byPermits(device, allowance.permits(), twin, now);
    }

    private static Ruling byPermits(
            UsbDevice device, List<MediaPermitted> permits, boolean twin, Instant now) {
        MediaId media = device.media();
        var in = new ArrayList<String>();
        MediaPermitted by = null;
        MediaPermitted ended = null;
        for (MediaPermitted permit : permits) {
            if (!permit.media().equals(media) || now.isBefore(permit.from())) {
                continue;
            }
            if (now.isAfter(permit.until())) {
                ended = permit;
                continue;
            }
            by = by == null ? permit : by;
            for (String one : device.interfaces()) {
                if (!in.contains(one) && covers(permit, one)) {
                    by = in.isEmpty() ? permit : by;
                    in.add(one);
                }
            }
        }
        if (by == null) {
            return ended == null
                    ? keepOut(device, null, UNPERMITTED)
                    : keepOut(device, ended.permit(), ENDED);
        }
        if (twin) {
            return keepOut(device, by.permit(), TWIN);
        }
        if (in.isEmpty()) {
            return keepOut(device, by.permit(), BEYOND);
        }
        List<String> out = device.interfaces().stream().filter(one -> !in.contains(one)).toList();
        return new Ruling(
                device.interfaces().stream().filter(in::contains).toList(),
                out,
                by.permit(),
                PERMITTED,
                out.isEmpty() ? "" : BEYOND);
    }

    private static boolean covers(MediaPermitted permit, String one) {
        List<String> named = permit.interfaces();
        return named == null
                ? MEDIUM.means(null, null, null, null, List.of(one))
                : named.contains(one);
    }

    private static boolean isOwn(UsbDevice device, List<DevicePattern> own) {
        return own.stream()
                .anyMatch(pattern ->
                        pattern.means(
                                device.vid(),
                                device.pid(),
                                device.serial(),
                                device.port(),
                                device.interfaces()));
    }

    private static Ruling letIn(UsbDevice device, String reason) {
        return new Ruling(device.interfaces(), List.of(), null, reason, "");
    }

    static Ruling keepOut(UsbDevice device, @Nullable PermitId permit, String reason) {
        return new Ruling(List.of(), device.interfaces(), permit, "", reason);
    }

    /// Whether all of the device is let in.
    boolean isWhole() {
        return refused.isEmpty();
    }

    /// Whether none of it is.
    boolean isNothing() {
        return admitted.isEmpty();
    }

    /// Where interfaces can't be told apart, a device that is not let in as a whole is not at all.
    Ruling undivided(UsbDevice device) {
        return isWhole() || isNothing() ? this : keepOut(device, permit, refused);
    }

    /// Whether it takes away something that another one let in.
    boolean takesFrom(Ruling before) {
        return before.in.stream().anyMatch(one -> !in.contains(one));
    }
}
