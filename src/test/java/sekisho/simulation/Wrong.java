package sekisho.simulation;

/// What people at the simulated site do wrong, if a seed has it at all. Each has a near miss, which
/// lies on the limit and is in order.
enum Wrong {
    DOOR_WITHOUT_READ,
    MOTION_IN_EMPTY_ROOM,
    STOLEN_STICK,
    BUTTON_WHERE_BOTH_SIDES_ARE_READ,
    ENTERED_TWICE,
    LEFT_WITHOUT_ENTERING,
    DENIED_AGAIN_AND_AGAIN,
    AT_NIGHT,
    STRANGE_DOOR,
    DOOR_LEFT_OPEN,
    STICK_NOT_PERMITTED,
    STICK_STAYS,
    ESCORT_AWAY,
    OVERSTAY,
    MEDIUM_LEFT_INSIDE
}
