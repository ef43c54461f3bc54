/// Records of any origin to facts, by a description that an installer writes.
///
/// A *record* is named fields of text: the groups of a pattern, the columns of a table, the members
/// of a JSON object, the fields of a frame ([sekisho.sensor.mapping.Fields]). A
/// [sekisho.sensor.mapping.Mapping] says which fact it becomes:
///
/// ```yaml
/// type: {from: "{Event}", table: {入室: access.granted, 扉開: door.opened, "点検*": ignore}}
/// place:
///   from: "{Reader}"
///   table: {"1F-IN": {door: main, direction: in}, "1F-OUT": {door: main, direction: out}}
/// at: {from: "{Date} {Time}", forms: ["yyyy/M/d H:mm:ss"], timezone: Asia/Tokyo}
/// credential: "card:{Card|number}"
/// ```
///
/// Every member may be a text with fields in it, or `from`, `table` and `otherwise`; a star in a
/// word of a table stands for whatever is there. Members are `door`, `zone`, `reader`, `direction`,
/// `credential`, `person`, `reason`, and of media `machine`, `media`, `vid`, `pid`, `serial`,
/// `port`, `permit` and `operator`. `extract` finds fields within others: `[{from: "{Notes}",
/// patterns: ['SN=(?<serial>\w+)']}]`. `type: access.read` leaves the decision about a card to us.
///
/// [sekisho.sensor.mapping.MappingPart] reads one, with the faults of its file;
/// [sekisho.sensor.mapping.Mapper] applies it to one record after the other. Everything here is
/// pure. Nothing is dropped: what can't be mapped comes back with the reason, for its sensor to
/// keep and count.
@NullMarked
package sekisho.sensor.mapping;

import org.jspecify.annotations.NullMarked;
