package sekisho.browser;

import com.microsoft.playwright.options.ColorScheme;

/// What a browser looks like from outside.
///
/// @param width of the page in CSS pixels
record Look(int width, int height, ColorScheme scheme) {
    /// A small office screen.
    static final Look LIGHT = new Look(1366, 768, ColorScheme.LIGHT);

    static final Look DARK = new Look(1366, 768, ColorScheme.DARK);

    /// What is left of 1280 pixels at 400 %: the least width at which WCAG 2.2 wants no sideways
    /// scrolling (1.4.10).
    static final Look ENLARGED = new Look(320, 640, ColorScheme.LIGHT);
}
