package sekisho.edge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.edge.guard.Bus.COMPOSITE;
import static sekisho.edge.guard.Bus.CONSOLE;
import static sekisho.edge.guard.Bus.HUB;
import static sekisho.edge.guard.Bus.KEYBOARD;
import static sekisho.edge.guard.Bus.NOON;
import static sekisho.edge.guard.Bus.STICK;
import static sekisho.edge.guard.Bus.STORAGE;
import static sekisho.edge.guard.Bus.in;
import static sekisho.edge.guard.Bus.permit;

import org.junit.jupiter.api.Test;

import sekisho.edge.Allowance;
import sekisho.sensor.usb.UsbDevice;
import sekisho.site.Guarding.Away;
import sekisho.site.Guarding.InUse;
import sekisho.site.Paperwork.MediaPermitted;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

class GateTest {
    private final Gate gate = new Gate(true, List.of());

    private List<Gate.Held> look(Allowance allowance, Instant now, UsbDevice... present) {
        return gate.look(List.of(present), allowance, false, now);
    }

    private static List<String> reasons(List<Gate.Held> some) {
        return some.stream()
                .map(one -> one.device().port() + one.ruling().in() + one.ruling().refused())
                .toList();
    }

    @Test
    void saysOnceWhatIsRuledAndAgainWhenItChanges() {
        Allowance allowance = Bus.closed(permit(STICK, null));
        assertThat(reasons(look(allowance, NOON, CONSOLE, STICK)))
                .containsExactly("1-1[03:01:01]", "1-2[08:06:50]");
        assertThat(look(allowance, NOON, CONSOLE, STICK)).isEmpty();
        assertThat(reasons(look(allowance, NOON.plusSeconds(1), CONSOLE, STICK)))
                .containsExactly("1-2[]" + Ruling.ENDED);
        assertThat(reasons(look(allowance, NOON, CONSOLE, STICK))).containsExactly("1-2[08:06:50]");
    }

    @Test
    void whoeverIsPluggedAnewIsRuledOnAnew() {
        Allowance allowance = Bus.closed();
        look(allowance, NOON, STICK);
        assertThat(look(allowance, NOON, in("1-2", 9, STICK))).hasSize(1);
        assertThat(look(allowance, NOON)).isEmpty();
        assertThat(gate.held()).isEmpty();
        assertThat(look(allowance, NOON, STICK)).hasSize(1);
    }

    @Test
    void aPermitIsForOneOfTwoTwins() {
        Allowance allowance = Bus.closed(permit(STICK, null));
        UsbDevice twin = in("1-0", 8, STICK);
        look(allowance, NOON, STICK);
        assertThat(reasons(look(allowance, NOON, twin, STICK)))
                .containsExactly("1-0[]" + Ruling.TWIN);
        assertThat(reasons(look(allowance, NOON, twin))).containsExactly("1-0[08:06:50]");
    }

    @Test
    void byPolicyWhatIsInUseStaysUntilItIsPulled() {
        Allowance allowance = Bus.allowance(Away.CLOSED, InUse.KEEP, permit(STICK, null));
        look(allowance, NOON, STICK);
        assertThat(look(allowance, NOON.plusSeconds(1), STICK)).isEmpty();
        assertThat(reasons(look(allowance, NOON.plusSeconds(1), in("1-2", 9, STICK))))
                .containsExactly("1-2[]" + Ruling.ENDED);
    }

    @Test
    void whatIsKeptInUseMayStillBeLetInFurther() {
        var both = List.of(STORAGE, KEYBOARD);
        look(Bus.allowance(Away.CLOSED, InUse.KEEP, permit(COMPOSITE, null)), NOON, COMPOSITE);
        var more = Bus.allowance(Away.CLOSED, InUse.KEEP, permit(COMPOSITE, both));
        assertThat(reasons(look(more, NOON, COMPOSITE))).containsExactly("1-3[08:06:50, 03:01:01]");
    }

    @Test
    void afterARestartNothingIsSaidAgain() {
        Allowance allowance = Bus.closed(permit(STICK, null));
        look(allowance, NOON, CONSOLE, STICK);
        var again = new Gate(true, gate.held());
        assertThat(again.look(List.of(CONSOLE, STICK), allowance, false, NOON)).isEmpty();
        assertThat(again.held()).isEqualTo(gate.held());
    }

    @Test
    void whatWasForgottenIsRuledOnAnew() {
        Allowance allowance = Bus.closed();
        look(allowance, NOON, STICK);
        gate.forget("1-2");
        assertThat(look(allowance, NOON, STICK)).hasSize(1);
    }

    /// Whatever is plugged, permitted and ended: what the kernel was told in the end is what the
    /// rules say of what is there; nothing types without being named, and the console always does.
    @Test
    void theSwitchesAlwaysStandAsTheRulesSay() {
        for (long seed = 1; seed <= 300; seed++) {
            var random = new Random(seed);
            var one = new Gate(true, List.of());
            Map<String, Gate.Held> switches = new TreeMap<>();
            var present = new ArrayList<UsbDevice>();
            int address = 20;
            for (int step = 0; step < 60; step++) {
                UsbDevice kind = List.of(CONSOLE, STICK, COMPOSITE, HUB).get(random.nextInt(4));
                if (random.nextInt(3) == 0 && !present.isEmpty()) {
                    present.remove(random.nextInt(present.size()));
                } else if (present.stream().noneMatch(two -> two.port().equals(kind.port()))) {
                    present.add(in(kind.port(), address++, kind));
                }
                var permits = new ArrayList<MediaPermitted>();
                for (UsbDevice medium : List.of(STICK, COMPOSITE)) {
                    if (random.nextBoolean()) {
                        permits.add(permit(medium, random.nextBoolean() ? null : List.of(STORAGE)));
                    }
                }
                Allowance allowance = Bus.closed(permits.toArray(MediaPermitted[]::new));
                Instant now = NOON.plusSeconds(random.nextInt(5) == 0 ? 7200 : 0);
                for (Gate.Held said : one.look(present, allowance, false, now)) {
                    switches.put(said.device().port(), said);
                }
                for (UsbDevice device : present) {
                    Gate.Held stands =
                            Objects.requireNonNull(
                                    switches.get(device.port()), "seed " + seed + ", " + device);
                    assertThat(stands.device()).as("seed %d", seed).isEqualTo(device);
                    assertThat(stands.ruling())
                            .as("seed %d, %s", seed, device)
                            .isEqualTo(Ruling.of(device, allowance, false, false, now));
                    boolean types = stands.ruling().in().contains(KEYBOARD);
                    assertThat(types)
                            .as("seed %d, %s", seed, device)
                            .isEqualTo(device.vid().equals(CONSOLE.vid()));
                }
            }
        }
    }
}
