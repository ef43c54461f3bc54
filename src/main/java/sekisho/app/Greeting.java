package sekisho.app;

import sekisho.account.FirstSignIn;
import sekisho.edge.LinkServer;
import sekisho.site.Recording;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What a station says on the terminal when it has started: where the board is, and how to sign in
/// for the first time.
final class Greeting {
    private final Station station;

    Greeting(Station station) {
        this.station = station;
    }

    void print(PrintStream out) throws IOException {
        lines().forEach(out::println);
        out.flush();
    }

    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("  board      " + station.webAddress());
        FirstSignIn first = station.accounts().firstSignIn();
        if (first != null) {
            lines.add("  sign in as " + first.user() + "   password " + first.password());
        }
        LinkServer link = station.agents();
        if (link != null) {
            lines.add("  agents     port " + link.port());
        }
        lines.add("  records    verify by " + station.verifierKey());
        URI log = station.logAddress();
        if (log != null) {
            lines.add("  log        " + log);
        }
        Recording recording = station.recording();
        if (!recording.takesFacts()) {
            lines.add("");
            lines.add("  NOTHING IS RECORDED: " + recording.reason());
            if (recording.state() == Recording.State.DAMAGED) {
                lines.add("  " + DecisionLoop.WHAT_TO_DO);
            }
            lines.add("");
        }
        lines.add("  stop with Ctrl-C");
        lines.add("");
        return lines;
    }
}
