package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sekisho.app.config.SiteFile;
import sekisho.config.Misconfigured;
import sekisho.correlation.Correlator;
import sekisho.site.Finding;
import sekisho.site.Policy;
import sekisho.site.Site;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho replay`: judges a file of facts and prints what it finds, a line for each finding.
@Command(
        name = "replay",
        description = "Judge a file of facts; print a line of JSON for each finding.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--site",
            paramLabel = "SITE.yaml",
            description =
                    "The site file. Without one, every zone, door and source that a fact names"
                            + " exists, and policy is the default.")
    private @Nullable Path siteFile;

    @Option(names = "--summary", description = "Print a table to standard error at the end.")
    private boolean summary;

    @Option(
            names = "--aside",
            paramLabel = "FILE",
            description = "Keep lines that can't be read in this file, as they came.")
    private @Nullable Path asideFile;

    @Option(
            names = "--line",
            paramLabel = "NAME",
            description =
                    "Which line of readers of the site a recording (.osdpcap) was taken from.")
    private @Nullable String line;

    @Parameters(
            paramLabel = "FACTS.ndjson",
            description = {
                "One fact on each line; - is stdin.",
                "Or a recording of a line of readers (.osdpcap)."
            })
    private String facts = "";

    @Override
    public Integer call() throws Misconfigured, IOException {
        SiteFile.Plan plan = siteFile == null ? null : SiteFile.readPlan(siteFile);
        LineRecording recording = recording(plan);
        Correlator correlator =
                plan == null
                        ? Correlator.of(Site.undeclared(), Policy.DEFAULT)
                        : Correlator.of(plan.site(), plan.policy());
        try (InputStream in = open();
                OutputStream aside = openAside()) {
            replay(correlator, in, aside, recording);
        }
        return 0;
    }

    private @Nullable LineRecording recording(SiteFile.@Nullable Plan plan) {
        if (!facts.endsWith(LineRecording.SUFFIX)) {
            return null;
        }
        if (plan == null) {
            throw wrong("a recording of a line needs --site: which reader is at which door");
        }
        return new LineRecording(plan, line);
    }

    private void replay(
            Correlator correlator,
            InputStream in,
            OutputStream aside,
            @Nullable LineRecording recording)
            throws IOException {
        PrintWriter out = command().commandLine().getOut();
        PrintWriter err = command().commandLine().getErr();
        var progress = new ReplayProgress(err, size(), ReplayProgress.isTerminal());
        var found = new ReplaySummary();
        var unreadables = new Unreadables(err, aside, progress);
        var replay =
                new Replay(
                        correlator,
                        finding -> {
                            print(finding, out, progress);
                            found.add(finding);
                        },
                        unreadables);
        if (recording == null) {
            replay.run(
                    in,
                    (lines, bytes) -> {
                        if (out.checkError()) {
                            throw new CommandFailed("nobody reads the findings any more");
                        }
                        progress.at(lines, bytes);
                    });
        } else {
            recording.judge(in, replay, unreadables);
        }
        out.flush();
        progress.clear();
        if (correlator.unjudged() > 0) {
            err.printf(
                    "sekisho: %,d facts were too old to be judged when they came%n",
                    correlator.unjudged());
        }
        if (replay.unreadable() > 0) {
            err.printf("sekisho: %,d lines could not be read%n", replay.unreadable());
        }
        if (recording != null && recording.secured() > 0) {
            err.printf(
                    "sekisho: %,d frames travelled on a secure channel and can't be read%n",
                    recording.secured());
        }
        if (summary) {
            found.print(err, replay, correlator.unjudged(), progress.seconds());
        }
    }

    private static void print(Finding finding, PrintWriter out, ReplayProgress progress) {
        progress.clear();
        out.print(FindingLine.of(finding));
        out.print('\n');
    }

    private InputStream open() {
        if (facts.equals("-")) {
            return System.in;
        }
        try {
            if (Files.isDirectory(Path.of(facts))) {
                throw wrong(facts + " is a folder, not a file of facts");
            }
            return Files.newInputStream(Path.of(facts));
        } catch (IOException e) {
            throw wrong(facts + " can't be read: " + e);
        }
    }

    private OutputStream openAside() {
        try {
            return asideFile == null
                    ? OutputStream.nullOutputStream()
                    : new BufferedOutputStream(Files.newOutputStream(asideFile));
        } catch (IOException e) {
            throw wrong(asideFile + " can't be written: " + e);
        }
    }

    private long size() throws IOException {
        return facts.equals("-") ? 0 : Files.size(Path.of(facts));
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    /// Lines that can't be read: told, and kept as they came.
    private record Unreadables(PrintWriter err, OutputStream kept, ReplayProgress progress)
            implements Replay.Aside {
        @Override
        public void overlong(byte[] buffer, int offset, int length) throws IOException {
            kept.write(buffer, offset, length);
        }

        @Override
        public void unreadable(long line, String reason, byte[] buffer, int offset, int length)
                throws IOException {
            progress.clear();
            err.println("line " + line + ": " + reason);
            kept.write(buffer, offset, length);
            kept.write('\n');
        }
    }
}
