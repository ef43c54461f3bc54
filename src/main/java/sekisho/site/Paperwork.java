package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What somebody wrote down: visits, permits, carried media, registers, the plan in force.
public sealed interface Paperwork extends Fact {

    /// A visitor was let in at the desk; the visit is open from here to [VisitLeft].
    ///
    /// @param kind `vendor`, `guest` or another word of the site; only a `vendor` must be escorted
    /// @param plannedExit when the visitor means to leave; absent: no overstay is judged
    record VisitRegistered(
            Instant at,
            VisitId visit,
            ZoneId zone,
            String kind,
            @Nullable PersonId escort,
            @Nullable Instant plannedExit,
            @Nullable BadgeId badge,
            @Nullable String name,
            @Nullable String company,
            @Nullable String purpose,
            List<String> carriedItems)
            implements Paperwork {
        public VisitRegistered {
            carriedItems = List.copyOf(carriedItems);
        }
    }

    /// The visitor was signed out.
    record VisitLeft(Instant at, VisitId visit, @Nullable ZoneId zone) implements Paperwork {}

    /// A medium may be used in a zone from `from` to `until`, both included.
    ///
    /// @param machine bound to this machine; absent: any machine of the zone
    /// @param person bound to this person; absent: anybody
    /// @param interfaces the interfaces the medium had when it was registered; absent: any
    record MediaPermitted(
            Instant at,
            PermitId permit,
            MediaId media,
            ZoneId zone,
            @Nullable MachineId machine,
            @Nullable PersonId person,
            Instant from,
            Instant until,
            @Nullable String direction,
            @Nullable List<String> interfaces)
            implements Paperwork {
        public MediaPermitted {
            interfaces = interfaces == null ? null : List.copyOf(interfaces);
        }
    }

    /// Ends one permit (by `permit`), or every earlier one of a medium in a zone (by both of
    /// these).
    record MediaRevoked(
            Instant at, @Nullable PermitId permit, @Nullable MediaId media, @Nullable ZoneId zone)
            implements Paperwork {
        public MediaRevoked {
            if (permit == null && (media == null || zone == null)) {
                throw new IllegalArgumentException(
                        "a revocation names a permit, or a medium and a zone");
            }
        }
    }

    /// A person brought a medium into a zone.
    record MediaCarriedIn(Instant at, ZoneId zone, MediaId media, PersonId person)
            implements Paperwork {}

    /// A person took a medium out of a zone again.
    record MediaCarriedOut(Instant at, ZoneId zone, MediaId media, PersonId person)
            implements Paperwork {}

    /// From here on these devices are a machine's own: a keyboard that is built in, what its
    /// management controller shows it. Putting them in is no finding. The next baseline of the
    /// machine takes the place of this one.
    ///
    /// @param by the account that adopted it
    record BaselineAdopted(
            Instant at,
            ZoneId zone,
            MachineId machine,
            List<DevicePattern> devices,
            @Nullable String by)
            implements Paperwork {
        public BaselineAdopted {
            devices = List.copyOf(devices);
        }

        /// Whether a device is one of the machine's own.
        public boolean holds(Observation.MediaInserted inserted) {
            return inserted.machine().equals(machine)
                    && devices.stream()
                            .anyMatch(device ->
                                    device.means(
                                            inserted.vid(),
                                            inserted.pid(),
                                            inserted.serial(),
                                            inserted.port(),
                                            inserted.interfaces()));
        }
    }

    /// A line in one of the registers that no rule reads yet: `person.*`, `credential.*`,
    /// `authorisation.*`, `badge.*`, `contract.*`.
    ///
    /// @param members everything the line says, as plain maps, lists, strings, numbers and booleans
    record RegisterChanged(Instant at, String type, Map<String, Object> members)
            implements Paperwork {}

    /// From here on the site is read by this plan and judged by this policy.
    record PlanAdopted(Instant at, Site site, Policy policy) implements Paperwork {}
}
