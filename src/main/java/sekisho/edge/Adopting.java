package sekisho.edge;

import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.MachineId;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Sighting;

import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Enters the baselines that somebody adopted by a command. Belongs to the loop of its [LinkLoop].
final class Adopting {
    private static final Logger LOG = LoggerFactory.getLogger(Adopting.class);

    private final Vertx vertx;
    private final LinkLoop loop;
    private final Adoptions adoptions;
    private final Set<MachineId> entering = new HashSet<>();

    Adopting(Vertx vertx, LinkLoop loop, Adoptions adoptions) {
        this.vertx = vertx;
        this.loop = loop;
        this.adoptions = adoptions;
    }

    /// Call it every second.
    void look() {
        vertx.executeBlocking(adoptions::all)
                .onSuccess(all -> all.forEach(this::enter))
                .onFailure(e -> loop.odd("baseline", String.valueOf(e.getMessage()), null));
    }

    private void enter(BaselineAdopted left) {
        if (!entering.add(left.machine())) {
            return;
        }
        var baseline =
                new BaselineAdopted(
                        loop.now().truncatedTo(ChronoUnit.MILLIS),
                        left.zone(),
                        left.machine(),
                        left.devices(),
                        left.by());
        LOG.info("{}", baseline);
        var once =
                loop.feed(
                        new IntakeFeed.Listener() {
                            @Override
                            public void durable(List<Sighting> batch) {
                                done(left);
                            }

                            @Override
                            public void failed(Throwable cause) {
                                LOG.error("{} can't be recorded", baseline, cause);
                                entering.remove(left.machine());
                            }
                        });
        once.add(Sighting.of(baseline));
        once.flush();
    }

    private void done(BaselineAdopted left) {
        vertx.executeBlocking(
                        () -> {
                            adoptions.done(left);
                            return left;
                        })
                .onComplete(_ -> entering.remove(left.machine()));
    }
}
