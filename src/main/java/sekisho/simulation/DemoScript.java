package sekisho.simulation;

import org.jspecify.annotations.Nullable;

import sekisho.site.DoorId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// What happens at the simulated site, and when: first the opening day's story, then quiet traffic
/// for ever. Time and the world go in, moves come out; owned by one thread.
///
/// A scene is begun at most once: who keeps [#position] before making the moves, and starts again
/// from there, repeats none. What a scene needs of the world is asked when it begins.
public final class DemoScript {
    /// The ids of the script's own visits begin with it; other visits are none of its business.
    static final String VISITS = "demo-";

    private static final Duration PROLOGUE = Duration.ofSeconds(2);

    /// An alarm that the story must raise.
    public record ExpectedAlarm(String rule, @Nullable ZoneId zone, Map<String, String> subject) {}

    /// @param scene of the story that it belongs to; [#NO_SCENE] in quiet traffic
    private record Pending(Instant at, long order, int scene, Move move) {}

    private static final int NO_SCENE = Integer.MAX_VALUE;

    private final PriorityQueue<Pending> pending =
            new PriorityQueue<>(
                    Comparator.comparing(Pending::at).thenComparingLong(Pending::order));
    private final Map<String, Move> unfinished = new TreeMap<>();
    private final QuietTraffic traffic;
    private int position;
    private long made;
    private Instant nextScene;

    /// @param position how many scenes of the story have begun already
    /// @param now from when on it goes on
    public DemoScript(int position, Instant now, java.time.ZoneId clock) {
        this.position = Math.clamp(position, 0, OpeningDay.STORY.size());
        this.traffic = new QuietTraffic(clock);
        this.nextScene = now.plus(PROLOGUE);
    }

    /// Every alarm that the story raises, in this order, and no other.
    public static List<ExpectedAlarm> expectedAlarms() {
        return OpeningDay.EXPECTED;
    }

    /// How many scenes of the story have begun.
    public int position() {
        return position;
    }

    /// Whether the whole story has been told.
    public boolean isStoryOver() {
        return position == OpeningDay.STORY.size() && pending.isEmpty();
    }

    /// When there is something to do next.
    public Instant dueAt() {
        Pending first = pending.peek();
        return first == null || nextScene.isBefore(first.at()) ? nextScene : first.at();
    }

    /// What is to be done by now, in order.
    public List<Move> due(Instant now, World world) {
        var moves = new ArrayList<Move>();
        while (!dueAt().isAfter(now)) {
            Pending first = pending.peek();
            if (first == null || nextScene.isBefore(first.at())) {
                begin(nextScene, world);
            } else {
                pending.remove();
                note(first.move());
                moves.add(first.move());
            }
        }
        return moves;
    }

    /// What must be done before everybody goes: doors shut, sticks pulled, the script's own
    /// visitors signed out. No more scenes after that; a scene of the story that was broken off
    /// before its point begins again next time.
    public List<Move> ending(World world) {
        for (Pending left : pending) {
            if (!isUndoing(left.move())) {
                position = Math.min(position, left.scene());
            }
        }
        pending.clear();
        var moves = new ArrayList<>(unfinished.values());
        unfinished.clear();
        world.openVisits()
                .forEach((visit, zone) -> {
                    if (isOurs(visit)) {
                        moves.add(new Move.SignOut(visit, zone));
                    }
                });
        return moves;
    }

    private static boolean isUndoing(Move move) {
        return switch (move) {
            case Move.Close _, Move.Pull _, Move.SignOut _ -> true;
            case Move.Present _,
                    Move.Open _,
                    Move.PressExit _,
                    Move.Plug _,
                    Move.Register _,
                    Move.Permit _ ->
                    false;
        };
    }

    private static boolean isOurs(VisitId visit) {
        return visit.value().startsWith(VISITS);
    }

    private void begin(Instant at, World world) {
        Scene scene;
        int number = NO_SCENE;
        if (position < OpeningDay.STORY.size()) {
            number = position++;
            scene = OpeningDay.STORY.get(number).scene();
            nextScene = at.plus(untilNext(position));
        } else {
            scene = traffic.next(at, world);
            nextScene = at.plus(traffic.pause(at));
        }
        if (scene.fits().test(world)) {
            for (Scene.Step step : scene.steps()) {
                pending.add(new Pending(at.plus(step.after()), made++, number, step.move()));
            }
        }
    }

    private Duration untilNext(int next) {
        int before = OpeningDay.STORY.get(next - 1).second();
        int then =
                next < OpeningDay.STORY.size()
                        ? OpeningDay.STORY.get(next).second()
                        : before + QuietTraffic.PAUSE_LEAST;
        return Duration.ofSeconds(then - before);
    }

    /// Remembers what has to be undone in the end.
    private void note(Move move) {
        switch (move) {
            case Move.Open(DoorId door) -> unfinished.put("door " + door, new Move.Close(door));
            case Move.Close(DoorId door) -> unfinished.remove("door " + door);
            case Move.Plug plug ->
                    unfinished.put(
                            "port " + plug.machine(), new Move.Pull(plug.machine(), plug.port()));
            case Move.Pull pull -> unfinished.remove("port " + pull.machine());
            case Move.Present _,
                    Move.PressExit _,
                    Move.Register _,
                    Move.SignOut _,
                    Move.Permit _ -> {}
        }
    }
}
