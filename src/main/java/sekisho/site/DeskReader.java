package sekisho.site;

/// A card reader on a desk, at which people register others.
///
/// @param id the source under which it tells
/// @param name as people call the desk
public record DeskReader(SourceId id, String name) {}
