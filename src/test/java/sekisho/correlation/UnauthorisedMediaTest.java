package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.inserted;
import static sekisho.correlation.Said.insertedBy;
import static sekisho.correlation.Said.out;
import static sekisho.correlation.Said.permitted;
import static sekisho.correlation.Said.removed;
import static sekisho.correlation.Said.revoked;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.PermitId;
import sekisho.site.PersonId;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.List;

class UnauthorisedMediaTest {
    private static final String RULE = "unauthorised-media";
    private static final String STICK = "0781:5567:A1";

    private static final Instant NINE = Story.time("09:00");
    private static final Instant TEN = Story.time("10:00");

    private final Story story = new Story();

    @Test
    void aMediumWithoutAPermitIsFoundAtOnce() {
        story.at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:30:00 unauthorised-media room {media=0781:5567:A1, machine=m1}[1]");
    }

    @ParameterizedTest
    @CsvSource({"09:00, 0", "08:59:59.999, 1", "10:00, 0", "10:00:00.001, 1"})
    void bothEndsOfAPermitArePermitted(String time, int found) {
        permit().at(time, inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(found);
    }

    @Test
    void aPermitForAnotherMediumOrZoneIsNone() {
        permit().at("09:30", inserted("store", "m1", STICK))
                .at("09:31", inserted("room", "m2", "0781:5567:B2"));
        assertThat(story.findings(RULE)).hasSize(2);
    }

    @Test
    void aPermitWrittenAMillisecondLaterIsNone() {
        story.at("09:30", inserted("room", "m1", STICK)).at("09:30:00.001", written());
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aRevocationAMillisecondBeforeEndsAPermit() {
        permit().at("09:29:59.999", revoked("p1")).at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aRevocationAMillisecondLaterDoesNot() {
        permit().at("09:30", inserted("room", "m1", STICK)).at("09:30:00.001", revoked("p1"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aRevocationByMediumAndZoneEndsEveryEarlierPermitOnly() {
        permit().at("09:10", revoked(STICK, "room")).at("09:20", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(1);
        story.at("09:25", written()).at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aRevocationOfAnotherPermitChangesNothing() {
        permit().at("09:10", revoked("p2")).at("09:20", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aPermitBoundToAnotherMachineIsNone() {
        story.at("08:00", bound("m1", null, null)).at("09:30", inserted("room", "m2", STICK));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aPermitBoundToThisMachineIsOne() {
        story.at("08:00", bound("m1", null, null)).at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aPermitBoundToAPersonNeedsThatOperator() {
        story.at("08:00", bound(null, "aoki", null))
                .at("09:30", insertedBy("room", "m1", STICK, "aoki"));
        assertThat(story.findings(RULE)).isEmpty();
        story.at("09:00", in("aoki", "room", "front"))
                .at("09:31", insertedBy("room", "m1", STICK, "kato"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whereNobodyKnowsTheOperatorThePersonMustBeInside() {
        story.at("08:00", bound(null, "aoki", null))
                .at("09:00", in("aoki", "room", "front"))
                .at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).isEmpty();
        story.at("09:40", out("aoki", "room", "front")).at("09:40", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void otherInterfacesThanThePermitsAreAnotherDevice() {
        story.at("08:00", bound(null, null, List.of("08:06:50", "03:01:01")))
                .at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void theSameInterfacesAreTheSame() {
        story.at("08:00", bound(null, null, List.of("08:06:50")))
                .at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aMediumWithoutASerialIsNeverPermitted() {
        story.at("08:00", permitted("p1", "0781:5567:", "room", NINE, TEN))
                .at("09:30", inserted("room", "m1", "0781:5567:"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aSerialThatAnotherDeviceHasShownIsSuspect() {
        permit().at("08:30", inserted("room", "m1", "1234:0001:A1"))
                .at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(2);
    }

    @Test
    void aMediumThatIsStillPluggedInElsewhereIsSuspect() {
        permit().at("09:10", inserted("room", "m1", STICK))
                .at("09:20", inserted("room", "m2", STICK));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aMediumThatWasPulledThereIsNot() {
        permit().at("09:10", inserted("room", "m1", STICK))
                .at("09:15", removed("room", "m1", STICK))
                .at("09:20", inserted("room", "m2", STICK));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aPermitThatComesInLateWithdrawsIt() {
        story.at("09:30", inserted("room", "m1", STICK)).arrives("12:00", "08:00", written());
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @Test
    void aRevocationThatComesInBeforeItsPermitCountsAllTheSame() {
        story.at("08:30", revoked("p1"))
                .at("09:30", inserted("room", "m1", STICK))
                .arrives("12:00", "08:00", written());
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aRemovalThatComesInLateWithdrawsASuspicion() {
        permit().at("09:10", inserted("room", "m1", STICK))
                .at("09:20", inserted("room", "m2", STICK))
                .arrives("12:00", "09:15", removed("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @Test
    void anInsertionThatComesInLateRevealsASuspicion() {
        permit().at("09:20", inserted("room", "m2", STICK))
                .arrives("12:00", "09:10", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(1).last().asString().endsWith("late");
    }

    @Test
    void thePermitsThatDidNotFitAreNamed() {
        story.at("08:00", permitted("p1", STICK, "room", TEN, TEN))
                .at("08:01", permitted("p2", STICK, "room", NINE, NINE))
                .at("09:30", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:30:00 unauthorised-media room"
                                + " {media=0781:5567:A1, machine=m1}[3, 1, 2]");
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 0"})
    void aPermitOfTheSameMillisecondCountsIfItCameFirst(boolean first, int found) {
        if (first) {
            story.at("09:30", written());
        }
        story.at("09:30", inserted("room", "m1", STICK)).at("09:30", written());
        assertThat(story.findings(RULE)).hasSize(found);
    }

    @Test
    void aSourceThatDoesNotKnowVendorOrProductTellsTheDeviceByItsMedium() {
        permit().at("09:10", shown(null, "5567"))
                .at("09:20", shown("0781", null))
                .at("09:30", shown(null, null));
        assertThat(story.findings(RULE)).isEmpty();
        story.at("09:40", shown("0781", "5567"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void anotherDevicesSerialThatComesInLateRevealsASuspicionWithoutASiren() {
        permit().at("09:30", inserted("room", "m1", STICK))
                .arrives("09:30:20", "08:30", inserted("store", "m2", "1234:0001:A1"));
        assertThat(story.findings(RULE))
                .contains(
                        "09:30:00 unauthorised-media room"
                                + " {media=0781:5567:A1, machine=m1}[2, 1] late");
    }

    @Test
    void anInsertionThatComesInLateRevealsASuspicionWithoutASiren() {
        permit().at("09:20", inserted("room", "m2", STICK))
                .arrives("09:20:20", "09:10", inserted("room", "m1", STICK));
        assertThat(story.findings(RULE)).hasSize(1).last().asString().endsWith("late");
    }

    @Test
    void aRevocationThatComesInLateRevealsItWithoutASiren() {
        permit().at("09:20", inserted("room", "m1", STICK))
                .arrives("09:20:20", "09:10", revoked("p1"));
        assertThat(story.findings(RULE)).hasSize(1).last().asString().endsWith("late");
    }

    @Test
    void anEntryThatComesInLateCountsUpToTheLeavingInTheOrderOfArrival() {
        story.at("08:00", bound(null, "aoki", null))
                .at("09:30", inserted("room", "m1", STICK))
                .at("09:30", out("aoki", "room", "front"))
                .arrives("09:31", "09:00", in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    private Story permit() {
        return story.at("08:00", written());
    }

    private static Said written() {
        return permitted("p1", STICK, "room", NINE, TEN);
    }

    private static Said bound(
            @Nullable String machine, @Nullable String person, @Nullable List<String> interfaces) {
        return at ->
                new MediaPermitted(
                        at,
                        new PermitId("p1"),
                        new MediaId(STICK),
                        new ZoneId("room"),
                        machine == null ? null : new MachineId(machine),
                        person == null ? null : new PersonId(person),
                        NINE,
                        TEN,
                        null,
                        interfaces);
    }

    /// The stick, as a source shows it that may not know everything.
    private static Said shown(@Nullable String vid, @Nullable String pid) {
        return at ->
                new MediaInserted(
                        at,
                        new ZoneId("room"),
                        new MachineId("m1"),
                        "1-1",
                        vid,
                        pid,
                        "A1",
                        List.of("08:06:50"),
                        new MediaId(STICK),
                        null,
                        false);
    }
}
