/// The pages in a real browser, against a real station.
///
/// Debian's Chromium is driven by Playwright. Its driver is the npm package that the pages' own
/// build puts in place, and the system's node runs it; nothing is downloaded for it.
@org.jspecify.annotations.NullMarked
package sekisho.browser;
