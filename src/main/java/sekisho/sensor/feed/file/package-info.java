/// Files of other systems: exports of an access system, logs of a media-control product.
///
/// - `FileFormat`: how a file is cut into rows; [sekisho.sensor.feed.file.FileMapping] is that,
///   with what the rows mean and what tells one from another, as `FileMappingPart` reads it.
/// - `Rows`: the rows of a file, in order, each with its fields and its place.
/// - [sekisho.sensor.feed.file.RowImport]: enters the facts of a file's rows, each once, and keeps
///   aside what makes none; [sekisho.sensor.feed.file.RowPreview] tells what that would be.
/// - `FolderSensor`: takes up the files that are put into a folder.
///
/// A row is known again by its key or by all of its text, so it does not matter how often it is
/// handed in, or that one export overlaps the next.
@NullMarked
package sekisho.sensor.feed.file;

import org.jspecify.annotations.NullMarked;
