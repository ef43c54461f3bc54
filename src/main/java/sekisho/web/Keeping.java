package sekisho.web;

import sekisho.retention.Erasing;
import sekisho.site.Retention;

/// What the pages need to offer the erasing of personal data.
///
/// @param schedule how long what is kept
/// @param approved told when somebody has approved an erasure: it is carried out elsewhere
public record Keeping(Erasing erasing, Retention schedule, Runnable approved) {}
