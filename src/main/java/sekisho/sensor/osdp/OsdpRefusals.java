package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/// What a reader does not do: it is asked for it no more until it comes back.
final class OsdpRefusals {
    private final Set<Class<?>> refused = new HashSet<>();
    private @Nullable Class<?> doubted;

    /// Whether the reader refused this kind of command.
    boolean has(OsdpCommand command) {
        return refused.contains(command.getClass());
    }

    /// The command, or a poll in its place if the reader refuses it.
    OsdpCommand orPoll(OsdpCommand command) {
        return has(command) ? new OsdpCommand.Poll() : command;
    }

    /// Asks this no more. Says whether that is news.
    boolean add(OsdpCommand command) {
        return refused.add(command.getClass());
    }

    /// The reader fell silent over a command; says whether it did so before.
    boolean doubt(OsdpCommand command) {
        boolean again = command.getClass() == doubted;
        doubted = command.getClass();
        return again;
    }

    /// The reader answered a command after all.
    void trust(OsdpCommand command) {
        if (command.getClass() == doubted) {
            doubted = null;
        }
    }

    /// The reader is another one, or at least a fresh one.
    void forget() {
        refused.clear();
        doubted = null;
    }
}
