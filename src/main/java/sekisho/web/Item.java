package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.alarm.Alarm;
import sekisho.journal.Entry;
import sekisho.site.DoorId;
import sekisho.site.MachineId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.ReaderId;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.List;

/// One thing on the board, as it was after the entry that changed it last.
sealed interface Item {

    /// Sequence of that entry.
    long changed();

    /// A zone and who is inside.
    ///
    /// @param visits the entries by which they were registered, as they are stored
    record ZoneItem(long changed, Site.Zone zone, List<CardInside> cards, List<Entry> visits)
            implements Item {
        public ZoneItem {
            cards = List.copyOf(cards);
            visits = List.copyOf(visits);
        }
    }

    /// A card that is inside: of a person, or of nobody on the register.
    record CardInside(Holder holder, Instant since) {}

    /// A door; `exit` is absent where nobody declared it.
    record DoorItem(
            long changed,
            DoorId id,
            String name,
            ZoneId zone,
            Site.@Nullable Exit exit,
            DoorState state,
            @Nullable Instant since)
            implements Item {}

    /// What the contact of a door said last.
    enum DoorState {
        OPEN,
        CLOSED,
        UNKNOWN
    }

    /// A machine, the state of its agent, and what is plugged in.
    record MachineItem(
            long changed,
            MachineId id,
            String name,
            ZoneId zone,
            SourceState agent,
            @Nullable Instant since,
            List<Plugged> media)
            implements Item {
        public MachineItem {
            media = List.copyOf(media);
        }
    }

    /// A medium in a machine; `inserted` is the sequence of the entry that told of it.
    record Plugged(long inserted, MediaInserted fact, boolean permitted) {}

    /// A source of facts.
    record SourceItem(
            long changed,
            SourceId id,
            @Nullable ZoneId zone,
            SourceState state,
            @Nullable Instant since,
            @Nullable String reason)
            implements Item {}

    /// Whether a source can be heard.
    enum SourceState {
        ONLINE,
        OFFLINE,
        /// It lives, but one of its senses misses what happens.
        DEAF,
        UNKNOWN
    }

    /// A desk's card reader, and the entry that told of the last card on it.
    record DeskItem(long changed, ReaderId reader, Instant at) implements Item {}

    /// An alarm; one that is not open any more leaves the board.
    record AlarmItem(long changed, Alarm alarm) implements Item {}
}
