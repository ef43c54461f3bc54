package sekisho.fuzz;

import sekisho.edge.LineCutterFuzz;
import sekisho.sensor.feed.syslog.SyslogFuzz;
import sekisho.sensor.osdp.OsdpCaptureFuzz;
import sekisho.sensor.osdp.OsdpFuzz;
import sekisho.sensor.serial.SerialFuzz;
import sekisho.sensor.uhppote.UhppoteFuzz;
import sekisho.site.json.FactFuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets Jazzer search for input that a codec can't stand, one codec after the other, each in a
/// process of its own. What it finds stays under `target/fuzz` and is shown at the end.
public final class Fuzz {
    private static final List<Class<?>> TARGETS =
            List.of(
                    OsdpFuzz.class,
                    OsdpCaptureFuzz.class,
                    UhppoteFuzz.class,
                    SerialFuzz.class,
                    SyslogFuzz.class,
                    FactFuzz.class,
                    LineCutterFuzz.class);

    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    private Fuzz() {}

    /// @param arguments seconds for each codec; 60 without
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = arguments.length == 0 ? 60 : Integer.parseInt(arguments[0]);
        boolean sound = true;
        for (Class<?> target : TARGETS) {
            sound &= isSound(target, seconds);
        }
        System.exit(sound ? 0 : 1);
    }

    private static boolean isSound(Class<?> target, int seconds)
            throws IOException, InterruptedException {
        Path folder = Path.of("target", "fuzz", target.getSimpleName());
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log");
        System.out.printf("%-16s %d s …%n", target.getSimpleName(), seconds);
        int code =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-XX:+EnableDynamicAgentLoading",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + target.getName(),
                                "--instrumentation_includes=sekisho.**",
                                "--reproducer_path=" + folder,
                                "-artifact_prefix=" + folder + "/",
                                "-max_len=4096",
                                "-max_total_time=" + seconds,
                                corpus.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        String told = Files.readString(log);
        Matcher done = DONE.matcher(told);
        if (code == 0 && done.find()) {
            System.out.printf(
                    "%-16s %,d inputs in %s s, nothing found%n",
                    target.getSimpleName(), Long.parseLong(done.group(1)), done.group(2));
            return true;
        }
        System.out.printf("%-16s found something (%s):%n%s%n", target.getSimpleName(), log, told);
        return false;
    }
}
