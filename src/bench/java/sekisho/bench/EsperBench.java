package sekisho.bench;

import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;

import sekisho.correlation.Correlator;
import sekisho.site.Finding;
import sekisho.site.Site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Six rules, judged by the core and by Esper side by side: the same facts in order, round by round
/// in turn, in one virtual machine. Both must find the same number by each rule.
///
/// The core judges all its rules and is ready for late facts; Esper judges the six of `rules.epl`,
/// in order only: no zones within zones, no revocations, no permits bound to a machine, a person or
/// interfaces.
final class EsperBench {
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 4;
    private static final int FACTS = 200_000;
    private static final Set<String> RULES =
            Set.of(
                    "unlogged-entry",
                    "unauthorised-media",
                    "overstay",
                    "door-forced",
                    "door-held",
                    "entered-twice");
    private static final List<Class<? extends Seen>> TYPES =
            List.of(
                    Seen.Granted.class,
                    Seen.ExitRequested.class,
                    Seen.Opened.class,
                    Seen.Closed.class,
                    Seen.Motion.class,
                    Seen.Registered.class,
                    Seen.VisitLeft.class,
                    Seen.Permitted.class,
                    Seen.Inserted.class);

    private final Correlator correlator = Correlator.of(Site.undeclared(), CoreBench.openAllDay());
    private final Map<String, Integer> ours = new TreeMap<>();
    private final Map<String, Integer> esper = new TreeMap<>();
    private final EPRuntime runtime;
    private final EPEventService events;
    private long sequence;

    private EsperBench() throws EPCompileException, EPDeployException, IOException {
        var configuration = new Configuration();
        configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
        configuration.getCompiler().getByteCode().setAllowSubscriber(true);
        TYPES.forEach(type -> configuration.getCommon().addEventType(type.getSimpleName(), type));
        runtime = EPRuntimeProvider.getDefaultRuntime(configuration);
        events = runtime.getEventService();
        deploy(configuration);
    }

    /// @param arguments how many zones
    public static void main(String[] arguments)
            throws EPCompileException, EPDeployException, IOException {
        new EsperBench().run(Integer.parseInt(arguments[0]));
    }

    private void deploy(Configuration configuration)
            throws EPCompileException, EPDeployException, IOException {
        events.advanceTime(0);
        var arguments = new CompilerArguments(configuration);
        var module = EPCompilerProvider.getCompiler().compile(rules(), arguments);
        for (EPStatement rule : runtime.getDeploymentService().deploy(module).getStatements()) {
            if (!rule.getName().startsWith("stmt-")) {
                String name = rule.getName().split(" ", 2)[0];
                rule.addListener(
                        (in, out, statement, of) -> esper.merge(name, in.length, Integer::sum));
            }
        }
    }

    private static String rules() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(EsperBench.class.getResourceAsStream("rules.epl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void run(int zones) {
        var traffic = new Traffic(zones);
        var stream = new Stream(traffic, 0);
        var oursTook = new Times(ROUNDS);
        var esperTook = new Times(ROUNDS);
        Stream.Arrivals opening = stream.take(traffic.opening());
        judge(opening);
        send(seen(opening));
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Stream.Arrivals arrivals = stream.take(FACTS);
            Seen[] seen = seen(arrivals);
            if (round < 0) {
                judge(arrivals);
                send(seen);
            } else {
                oursTook.round(() -> judge(arrivals));
                esperTook.round(() -> send(seen));
            }
        }
        ours.keySet().retainAll(RULES);
        if (!ours.equals(esper)) {
            throw new IllegalStateException("the core finds " + ours + ", Esper " + esper);
        }
        Row.rate("esper", "the core, all rules", FACTS, oursTook.thread()).print();
        Row.rate("esper", "Esper 9, six rules", FACTS, esperTook.thread())
                .note("both found %s", esper)
                .print();
        double ratio = (double) esperTook.thread() / oursTook.thread();
        new Row("esper", "ratio", "%.1f ×".formatted(ratio), "", "").print();
    }

    private static Seen[] seen(Stream.Arrivals arrivals) {
        var seen = new Seen[arrivals.size()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = Seen.of(arrivals.facts()[i]);
        }
        return seen;
    }

    private void judge(Stream.Arrivals arrivals) {
        for (int i = 0; i < arrivals.size(); i++) {
            Instant recordedAt = arrivals.recordedAt()[i];
            correlator.accept(++sequence, recordedAt, arrivals.facts()[i], this::count);
        }
    }

    private void count(Finding finding) {
        ours.merge(finding.rule(), 1, Integer::sum);
    }

    private void send(Seen[] facts) {
        for (Seen fact : facts) {
            events.advanceTime(fact.getMoment());
            if (!(fact instanceof Seen.Other)) {
                events.sendEventBean(fact, fact.getClass().getSimpleName());
            }
        }
    }
}
