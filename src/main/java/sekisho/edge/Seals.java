package sekisho.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.edge.seal.Seal;
import sekisho.edge.seal.SealChain;
import sekisho.edge.seal.SealKey;
import sekisho.edge.seal.Sealer;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What the station makes of its agents' seals: gives out chains, looks at each seal, and tells
/// what was changed, removed or put back. Belongs to the loop of its [LinkLoop].
final class Seals {
    private static final Logger LOG = LoggerFactory.getLogger(Seals.class);

    /// What is odd in the same way is told once in so long.
    private static final Duration AGAIN = Duration.ofHours(1);

    /// An agent that has facts and does not bring any of them has this long.
    private static final Duration STANDSTILL = Duration.ofMinutes(10);

    /// Places that are named when some are missing; the rest is counted.
    private static final int NAMED = 10;

    private static final SecureRandom RANDOM = new SecureRandom();

    private enum Doubt {
        POSITION,
        FACT,
        LESS,
        MISSING
    }

    private record Kind(SourceId agent, Doubt doubt) {}

    private record Missing(long count, Instant since) {}

    private final Vertx vertx;
    private final SealBook book;
    private final Consumer<Observation> tell;
    private final InstantSource clock;
    private final Map<Kind, Instant> told = new HashMap<>();
    private final Map<SourceId, Missing> missing = new HashMap<>();
    private Future<?> kept = Future.succeededFuture();

    /// @param tell records that an agent was tampered with
    Seals(Vertx vertx, SealBook book, Consumer<Observation> tell, InstantSource clock) {
        this.vertx = vertx;
        this.book = book;
        this.tell = tell;
        this.clock = clock;
    }

    /// An agent says hello.
    ///
    /// @param can whether it is one that seals
    /// @param seal of its hello; null where it has no chain
    /// @param explained why it may come without what it had is known: it was enrolled anew, or told
    /// @param begins it is to number anew what it keeps
    /// @return what it is to seal with from now on, on disk already; null: what it has
    Future<@Nullable Sealer> greeted(
            Hello hello, boolean can, @Nullable Seal seal, boolean explained, boolean begins) {
        SealBook.Chains chains = book.get(hello.agent());
        missing.remove(hello.agent());
        if (!can) {
            if (chains.shown() != null) {
                suspect(hello, Doubt.POSITION, "the agent does not seal its facts any more");
            }
            return Future.succeededFuture(null);
        }
        String doubt = seal == null ? doubt(chains) : doubt(hello, seal);
        if (doubt == null && seal != null && !begins) {
            return Future.succeededFuture(null);
        }
        if (doubt != null && !explained) {
            suspect(hello, Doubt.POSITION, doubt);
        }
        return given(hello.agent());
    }

    private static @Nullable String doubt(SealBook.Chains chains) {
        return chains.shown() == null ? null : "the agent has lost the key of its seals";
    }

    /// Why a position does not hold; null when it does.
    private @Nullable String doubt(Hello hello, Seal seal) {
        SealChain chain = chain(hello.agent(), seal);
        if (chain == null) {
            return "the agent shows a seal that was not given to it";
        }
        return switch (chain.position(seal)) {
            case PROVEN -> {
                shown(hello.agent(), chain);
                yield null;
            }
            case WENT_BACK ->
                    "the agent's seal went back from "
                            + chain.end()
                            + " to "
                            + seal.index()
                            + ": its disk was put back, or there are two of it";
            case BROKEN, FOREIGN ->
                    "the agent does not have the key of its seals any more: what it keeps may"
                            + " have been replaced";
        };
    }

    private @Nullable SealChain chain(SourceId agent, Seal seal) {
        SealBook.Chains chains = book.get(agent);
        if (chains.given() != null && chains.given().id().equals(seal.chain())) {
            return chains.given();
        }
        return chains.shown() != null && chains.shown().id().equals(seal.chain())
                ? chains.shown()
                : null;
    }

    /// An agent uses a chain: the one before it is over.
    private void shown(SourceId agent, SealChain chain) {
        if (chain == book.get(agent).given()) {
            book.put(agent, new SealBook.Chains(null, chain));
        }
    }

    private Future<@Nullable Sealer> given(SourceId agent) {
        byte[] id = new byte[8];
        RANDOM.nextBytes(id);
        SealKey first = SealKey.random();
        String name = HexFormat.of().formatHex(id);
        book.put(agent, new SealBook.Chains(new SealChain(name, first), book.get(agent).shown()));
        return keep(agent).map(_ -> new Sealer(name, 0, first));
    }

    /// A fact has come. Whether it is what the agent had sealed; what is not is told, and taken in
    /// nonetheless.
    ///
    /// @param which names the fact for people
    boolean holds(Hello hello, @Nullable Seal seal, String which) {
        if (seal == null) {
            if (book.get(hello.agent()).shown() == null) {
                return true; // an agent from before seals
            }
            suspect(hello, Doubt.FACT, which + " has no seal");
            return false;
        }
        SealChain chain = chain(hello.agent(), seal);
        SealChain.Verdict verdict = chain == null ? SealChain.Verdict.FOREIGN : chain.check(seal);
        return switch (verdict) {
            case SEALED, RESENT -> true;
            case BROKEN, FOREIGN -> {
                suspect(
                        hello,
                        Doubt.FACT,
                        which
                                + " is not what the agent had sealed at place "
                                + seal.index()
                                + " of its spool");
                yield false;
            }
        };
    }

    /// The facts of these places are durable.
    ///
    /// @return complete when that is on disk, too
    Future<?> came(SourceId agent, List<Seal> seals) {
        boolean any = false;
        for (Seal seal : seals) {
            SealChain chain = chain(agent, seal);
            if (chain != null) {
                shown(agent, chain);
                chain.came(seal.index());
                any = true;
            }
        }
        return any ? keep(agent) : Future.succeededFuture();
    }

    /// An agent gives a sign of life. What it has sealed and neither brings nor keeps is missing.
    void beat(Hello hello, @Nullable Seal seal) {
        SealBook.Chains chains = book.get(hello.agent());
        if (seal == null) {
            if (chains.shown() != null) {
                suspect(hello, Doubt.POSITION, "the agent's signs of life have no seal");
            }
            return;
        }
        String doubt = doubt(hello, seal);
        if (doubt != null) {
            suspect(hello, Doubt.POSITION, doubt);
            return;
        }
        SealChain chain = chain(hello.agent(), seal);
        if (chain != null && seal.waiting() != null) {
            look(hello, chain, seal.index(), seal.waiting());
        }
    }

    private void look(Hello hello, SealChain chain, long end, long waiting) {
        List<SealChain.Places> holes = chain.missing(end);
        long count = holes.stream().mapToLong(hole -> hole.until() - hole.from()).sum();
        Missing before = missing.get(hello.agent());
        if (before == null || before.count() != count) {
            missing.put(hello.agent(), new Missing(count, clock.instant()));
        }
        boolean stands =
                before != null
                        && before.count() == count
                        && clock.instant().isAfter(before.since().plus(STANDSTILL));
        if (count == 0) {
            return;
        }
        if (waiting == 0 || stands) {
            suspect(
                    hello,
                    Doubt.MISSING,
                    count
                            + " sealed facts are missing from the agent's spool, at the places "
                            + named(holes));
            chain.giveUp(end);
            keep(hello.agent());
        } else if (count > waiting) {
            suspect(
                    hello,
                    Doubt.LESS,
                    (count - waiting) + " or more sealed facts are missing from the agent's spool");
        }
    }

    private static String named(List<SealChain.Places> holes) {
        var text = new StringBuilder();
        for (SealChain.Places hole : holes.subList(0, Math.min(NAMED, holes.size()))) {
            text.append(text.isEmpty() ? "" : ", ").append(hole.from());
            if (hole.until() - hole.from() > 1) {
                text.append('–').append(hole.until() - 1);
            }
        }
        return holes.size() > NAMED ? text + " …" : text.toString();
    }

    private void suspect(Hello hello, Doubt doubt, String reason) {
        LOG.warn("{}: {}", hello, reason);
        Instant now = clock.instant();
        var kind = new Kind(hello.agent(), doubt);
        Instant before = told.get(kind);
        if (before == null || now.isAfter(before.plus(AGAIN))) {
            told.put(kind, now);
            tell.accept(new Observation.SourceTampered(now, hello.agent(), hello.zone(), reason));
        }
    }

    private Future<?> keep(SourceId agent) {
        String text = book.text(agent);
        Future<?> write =
                vertx.executeBlocking(() -> {
                    book.write(agent, text);
                    return agent;
                });
        kept = write.onFailure(e -> LOG.error("the seals of {} can't be kept", agent, e));
        return write;
    }

    /// Complete when all that was kept is on disk.
    Future<?> kept() {
        return kept;
    }
}
