/// Where the parts meet. This package sees all others; nobody sees it.
///
/// - [sekisho.app.Main] is the program, one class a command: `run`, `demo`, `agent`, `import`,
///   `replay`, `explain`, `verify`, `retention`, `account`, `check`.
/// - [sekisho.app.Station] starts the parts from left to right and stops them in reverse;
///   [sekisho.app.Core] is the part of it that needs neither device nor network: the journal, the
///   rules, and the [sekisho.app.DecisionLoop] over them. [sekisho.app.Recollection] judges the
///   journal again at every start, from a snapshot on where there is a good one, and
///   [sekisho.app.Rejudgement] then judges all of it behind the start. `failures.md` tells what
///   happens when the disk fails.
/// - `app.config` reads the site file.
///
/// What enters: the command line, signals, the site file, files of facts. What leaves: a running
/// station, lines on the terminal, the exit code (0 done, 1 could not be done, 2 called or
/// configured wrongly).
@NullMarked
package sekisho.app;

import org.jspecify.annotations.NullMarked;
