package sekisho.sensor.osdp;

import sekisho.bench.Row;

import java.time.Duration;

/// Ten readers on one line: how long a card takes to become a fact, in virtual time, next to what
/// the line itself allows. The figures are exact and the same on every machine.
public final class LineBench {
    private static final int CARDS = 1_000;

    private LineBench() {}

    public static void main(String[] arguments) {
        for (int baud : new int[] {9_600, 115_200}) {
            for (boolean secure : new boolean[] {false, true}) {
                var crowd = new Crowd(baud, secure).present(CARDS);
                String what =
                        "%,d baud, %s".formatted(baud, secure ? "secure channel" : "in the clear");
                new Row("line", what, "p99 %s ms".formatted(millis(crowd.percentile(99))), "", "")
                        .note(
                                "the line allows %s; median %s, worst %s; ten readers, %,d cards",
                                millis(crowd.bound()),
                                millis(crowd.percentile(50)),
                                millis(crowd.percentile(100)),
                                crowd.read())
                        .print();
            }
        }
    }

    private static String millis(Duration span) {
        return "%.0f".formatted(span.toNanos() / 1e6);
    }
}
