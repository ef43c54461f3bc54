package sekisho.edge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.edge.guard.Bus.CAMERA;
import static sekisho.edge.guard.Bus.COMPOSITE;
import static sekisho.edge.guard.Bus.CONSOLE;
import static sekisho.edge.guard.Bus.HUB;
import static sekisho.edge.guard.Bus.KEYBOARD;
import static sekisho.edge.guard.Bus.NOON;
import static sekisho.edge.guard.Bus.STICK;
import static sekisho.edge.guard.Bus.STORAGE;
import static sekisho.edge.guard.Bus.VENDOR;
import static sekisho.edge.guard.Bus.device;
import static sekisho.edge.guard.Bus.permit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import sekisho.edge.Allowance;
import sekisho.sensor.usb.UsbDevice;
import sekisho.site.PermitId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

class RulingTest {
    private static final Instant EXPIRED = NOON.plus(Duration.ofHours(2));

    private record Case(
            String what,
            UsbDevice device,
            @Nullable Allowance allowance,
            boolean twin,
            boolean released,
            Instant now,
            List<String> in,
            String admitted,
            String refused) {}

    private static Case one(
            String what,
            UsbDevice device,
            @Nullable Allowance allowance,
            Instant now,
            List<String> in,
            String admitted,
            String refused) {
        return new Case(what, device, allowance, false, false, now, in, admitted, refused);
    }

    static Stream<Arguments> table() {
        var both = List.of(STORAGE, KEYBOARD);
        var phone = device("1-5", 6, "18d1", "4ee1", "PH-1", CAMERA, VENDOR);
        var nameless = device("1-6", 7, "0951", "1666", null, STORAGE);
        var lateOne = permit("P-2", STICK.media(), NOON.plusMillis(1), NOON.plusSeconds(60), null);
        var over = permit("P-3", STICK.media(), NOON.minusSeconds(60), NOON.minusMillis(1), null);
        Allowance permitted = Bus.closed(permit(STICK, null));
        Allowance nothing = Bus.closed();
        Allowance unadopted =
                new Allowance(1, NOON, nothing.away(), nothing.inUse(), null, List.of());
        return Stream.of(
                        one("first", STICK, null, NOON, List.of(STORAGE), Ruling.NO_BASELINE, ""),
                        one(
                                "no baseline",
                                STICK,
                                unadopted,
                                EXPIRED,
                                List.of(STORAGE),
                                Ruling.NO_BASELINE,
                                ""),
                        one("own", CONSOLE, nothing, NOON, List.of(KEYBOARD), Ruling.OWN, ""),
                        one(
                                "own, away",
                                CONSOLE,
                                nothing,
                                EXPIRED,
                                List.of(KEYBOARD),
                                Ruling.OWN,
                                ""),
                        one(
                                "own, elsewhere",
                                Bus.in("1-9", 2, CONSOLE),
                                nothing,
                                NOON,
                                List.of(),
                                "",
                                Ruling.NO_SERIAL),
                        one("hub", HUB, nothing, EXPIRED, List.of("09:00:00"), Ruling.OWN, ""),
                        one(
                                "no hub",
                                device("1-7", 8, "0409", "55aa", "H", "09:00:00", KEYBOARD),
                                nothing,
                                NOON,
                                List.of(),
                                "",
                                Ruling.UNPERMITTED),
                        one(
                                "permitted, to the last moment",
                                STICK,
                                permitted,
                                NOON,
                                List.of(STORAGE),
                                Ruling.PERMITTED,
                                ""),
                        one(
                                "permitted, then ended",
                                STICK,
                                permitted,
                                NOON.plusMillis(1),
                                List.of(),
                                "",
                                Ruling.ENDED),
                        one(
                                "before it begins",
                                STICK,
                                Bus.closed(lateOne),
                                NOON,
                                List.of(),
                                "",
                                Ruling.UNPERMITTED),
                        one(
                                "from its first moment",
                                STICK,
                                Bus.closed(lateOne),
                                NOON.plusMillis(1),
                                List.of(STORAGE),
                                Ruling.PERMITTED,
                                ""),
                        one(
                                "one over, one holds",
                                STICK,
                                Bus.closed(over, permit(STICK, null)),
                                NOON,
                                List.of(STORAGE),
                                Ruling.PERMITTED,
                                ""),
                        one(
                                "another's permit",
                                STICK,
                                Bus.closed(permit(phone, null)),
                                NOON,
                                List.of(),
                                "",
                                Ruling.UNPERMITTED),
                        one("no permit", STICK, nothing, NOON, List.of(), "", Ruling.UNPERMITTED),
                        one(
                                "no serial",
                                nameless,
                                Bus.closed(permit(nameless, null)),
                                NOON,
                                List.of(),
                                "",
                                Ruling.NO_SERIAL),
                        one(
                                "a medium's permit does not let type",
                                COMPOSITE,
                                Bus.closed(permit(COMPOSITE, null)),
                                NOON,
                                List.of(STORAGE),
                                Ruling.PERMITTED,
                                Ruling.BEYOND),
                        one(
                                "its keyboard is named",
                                COMPOSITE,
                                Bus.closed(permit(COMPOSITE, both)),
                                NOON,
                                both,
                                Ruling.PERMITTED,
                                ""),
                        one(
                                "only its keyboard is named",
                                COMPOSITE,
                                Bus.closed(permit(COMPOSITE, List.of(KEYBOARD))),
                                NOON,
                                List.of(KEYBOARD),
                                Ruling.PERMITTED,
                                Ruling.BEYOND),
                        one(
                                "nothing of it is named",
                                COMPOSITE,
                                Bus.closed(permit(COMPOSITE, List.of(CAMERA))),
                                NOON,
                                List.of(),
                                "",
                                Ruling.BEYOND),
                        one(
                                "a telephone shows its pictures",
                                phone,
                                Bus.closed(permit(phone, null)),
                                NOON,
                                List.of(CAMERA),
                                Ruling.PERMITTED,
                                Ruling.BEYOND),
                        one(
                                "a keyboard alone",
                                device("1-8", 9, "1", "2", "K", KEYBOARD),
                                nothing,
                                NOON,
                                List.of(),
                                "",
                                Ruling.UNPERMITTED),
                        one(
                                "away, open",
                                COMPOSITE,
                                Bus.open(),
                                EXPIRED,
                                both,
                                Ruling.AWAY_OPEN,
                                ""),
                        one(
                                "away, closed",
                                STICK,
                                permitted,
                                EXPIRED,
                                List.of(),
                                "",
                                Ruling.AWAY_CLOSED),
                        one(
                                "there to the last moment",
                                STICK,
                                permitted,
                                NOON.plus(Duration.ofHours(1)),
                                List.of(),
                                "",
                                Ruling.ENDED),
                        new Case(
                                "twin",
                                STICK,
                                permitted,
                                true,
                                false,
                                NOON,
                                List.of(),
                                "",
                                Ruling.TWIN),
                        new Case(
                                "released",
                                COMPOSITE,
                                nothing,
                                true,
                                true,
                                EXPIRED,
                                both,
                                Ruling.RELEASED,
                                ""))
                .map(one -> Arguments.of(one.what(), one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void rulesOnADevice(String what, Case one) {
        Ruling ruling =
                Ruling.of(one.device(), one.allowance(), one.twin(), one.released(), one.now());
        assertThat(ruling.in()).isEqualTo(one.in());
        assertThat(ruling.admitted()).isEqualTo(one.admitted());
        assertThat(ruling.refused()).isEqualTo(one.refused());
        assertThat(ruling.isNothing()).isEqualTo(one.admitted().isEmpty());
        assertThat(ruling.isWhole()).isEqualTo(one.refused().isEmpty());
        assertThat(ruling.out())
                .isEqualTo(
                        one.device().interfaces().stream()
                                .filter(form -> !one.in().contains(form))
                                .toList());
    }

    @Test
    void namesThePermitByWhichOrThatHasEnded() {
        Allowance allowance = Bus.closed(permit(STICK, null));
        var id = new PermitId("P-1");
        assertThat(Ruling.of(STICK, allowance, false, false, NOON).permit()).isEqualTo(id);
        assertThat(Ruling.of(STICK, allowance, false, false, NOON.plusSeconds(1)).permit())
                .isEqualTo(id);
        assertThat(Ruling.of(CONSOLE, allowance, false, false, NOON).permit()).isNull();
    }

    @Test
    void whereInterfacesCantBeToldApartACompositeIsKeptOutWhole() {
        Allowance allowance = Bus.closed(permit(COMPOSITE, null));
        Ruling ruling = Ruling.of(COMPOSITE, allowance, false, false, NOON).undivided(COMPOSITE);
        assertThat(ruling.isNothing()).isTrue();
        assertThat(ruling.out()).containsExactly(STORAGE, KEYBOARD);
        Ruling whole = Ruling.of(CONSOLE, allowance, false, false, NOON);
        assertThat(whole.undivided(CONSOLE)).isEqualTo(whole);
    }

    @Test
    void aDeviceWithoutAnyInterfaceIsKeptOut() {
        var empty = device("1-5", 6, "1111", "2222", "E");
        Ruling ruling = Ruling.of(empty, Bus.closed(permit(empty, null)), false, false, NOON);
        assertThat(ruling.isNothing()).isTrue();
    }
}
