package sekisho.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A few moves that belong together, and what must hold before the first of them: otherwise none of
/// them is made.
///
/// @param title what happens, for who reads the script
record Scene(String title, Predicate<World> fits, List<Step> steps) {
    Scene {
        steps = List.copyOf(steps);
    }

    /// A move, so long after the scene's beginning.
    record Step(Duration after, Move move) {}

    static Scene of(String title, Predicate<World> fits) {
        return new Scene(title, fits, List.of());
    }

    /// The same with another move, at a second of the scene.
    Scene then(int second, Move move) {
        var longer = new ArrayList<>(steps);
        longer.add(new Step(Duration.ofSeconds(second), move));
        return new Scene(title, fits, longer);
    }

    /// The same with another scene inside it, from a second on; its own condition does not count.
    Scene then(int second, Scene other) {
        Scene longer = this;
        for (Step step : other.steps) {
            longer = longer.then(second + (int) step.after().toSeconds(), step.move());
        }
        return longer;
    }
}
