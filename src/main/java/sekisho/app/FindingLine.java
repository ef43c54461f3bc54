package sekisho.app;

import sekisho.site.Finding;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.Times;

import java.nio.charset.StandardCharsets;

/// A finding as `replay` prints it.
final class FindingLine {
    private FindingLine() {}

    static String of(Finding finding) {
        var line = new StringBuilder(160);
        line.append("{\"rule\":").append(text(finding.rule()));
        line.append(",\"state\":")
                .append(finding instanceof FindingRaised ? "\"raised\"" : "\"withdrawn\"");
        var zone = finding.zone();
        line.append(",\"zone\":").append(zone == null ? "null" : text(zone.value()));
        line.append(",\"subject\":{");
        String separator = "";
        for (var member : finding.subject().entrySet()) {
            line.append(separator).append(text(member.getKey()));
            line.append(':').append(text(member.getValue()));
            separator = ",";
        }
        line.append("},\"at\":").append(text(Times.write(finding.at())));
        line.append(",\"because\":[");
        separator = "";
        for (long one : finding.because()) {
            line.append(separator).append(one);
            separator = ",";
        }
        return line.append("]}").toString();
    }

    /// A text that no encoding can hold (half a character) is shown as well as one can.
    private static String text(String text) {
        return CanonicalJson.text(
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
