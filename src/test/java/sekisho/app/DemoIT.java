package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.simulation.DemoScript;
import sekisho.simulation.DemoScript.ExpectedAlarm;
import sekisho.site.ZoneId;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The demo as a newcomer starts it: the runnable jar in a process of its own, its story in real
/// time, its board read over HTTP.
class DemoIT {
    private static final Duration STORY_MAX = Duration.ofMinutes(4);

    /// Long enough for a further alarm to show itself: the longest deadline of a rule at a door.
    private static final Duration AFTERWARDS = Duration.ofSeconds(32);

    @TempDir Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stopWhatStillRuns() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void theDemoRaisesItsAlarmsAndNoOthersAndKeepsThemOverARestart() throws Exception {
        List<ExpectedAlarm> expected = DemoScript.expectedAlarms();
        List<ShownAlarm> shown;
        var demo = new RunningDemo(start());
        try (var board = demo.signIn().board()) {
            shown = board.alarms(expected.size(), STORY_MAX);
            shown.addAll(board.alarms(1, AFTERWARDS));
            for (ShownAlarm alarm : shown) {
                System.out.printf(
                        "%s on the board %d ms after it was recorded%n",
                        alarm.rule(),
                        Duration.between(alarm.recordedAt(), alarm.arrived()).toMillis());
            }
        }
        assertThat(said(shown)).isEqualTo(expected);
        assertThat(demo.stop()).as("exit code after SIGTERM").isEqualTo(143);

        var again = new RunningDemo(start());
        try (var board = again.signIn().board()) {
            List<ShownAlarm> kept = board.alarms(expected.size(), STORY_MAX);
            assertThat(said(kept)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(kept)
                    .extracting(ShownAlarm::finding)
                    .containsExactlyInAnyOrderElementsOf(
                            shown.stream().map(ShownAlarm::finding).toList());
        }
        assertThat(again.stop()).isEqualTo(143);
    }

    private static List<ExpectedAlarm> said(List<ShownAlarm> alarms) {
        return alarms.stream()
                .map(one -> new ExpectedAlarm(one.rule(), new ZoneId(one.zone()), one.subject()))
                .toList();
    }

    private Process start() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                System.getProperty("sekisho.jar"),
                                "demo",
                                "--data",
                                folder.resolve("demo").toString(),
                                "--port",
                                "0")
                        .redirectErrorStream(true)
                        .start();
        started.add(process);
        return process;
    }

    /// An alarm as a browser gets it.
    record ShownAlarm(
            long finding,
            String rule,
            String zone,
            Map<String, String> subject,
            Instant recordedAt,
            Instant arrived) {}

    /// A demo in a process of its own, of which we know what a person reads on the terminal.
    private static final class RunningDemo {
        private final Process process;
        private final String address;
        private final String user;
        private final String password;

        RunningDemo(Process process) throws IOException {
            this.process = process;
            String board = null;
            String[] signIn = null;
            BufferedReader out = process.inputReader();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String text = line.strip();
                System.out.println("demo: " + text);
                if (text.startsWith("board ")) {
                    board = text.substring("board ".length()).strip();
                } else if (text.startsWith("sign in as ")) {
                    signIn = text.split("\\s+");
                } else if (text.startsWith("stop with")) {
                    break;
                }
            }
            if (board == null || signIn == null) {
                throw new IOException("the demo ended before it greeted");
            }
            this.address = board;
            this.user = signIn[3];
            this.password = signIn[5];
            Thread.ofPlatform().daemon().start(() -> out.lines().forEach(System.out::println));
        }

        SignedIn signIn() throws Exception {
            return SignedIn.at(address, user, password);
        }

        /// Asks it to stop, and answers with its exit code.
        int stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("stops by itself").isTrue();
            return process.exitValue();
        }
    }
}
