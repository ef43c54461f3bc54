package sekisho.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The pages, from `webroot` on the class path. They are one application: each of its paths is
/// answered with the same `index.html`.
final class Pages {
    private static final String ROOT = "webroot";

    /// Paths of the application, besides `/`.
    private static final List<String> PATHS =
            List.of("/", "/desk", "/permits", "/records", "/retention");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "ico", "image/x-icon",
                    "json", "application/json; charset=utf-8",
                    "webmanifest", "application/manifest+json; charset=utf-8",
                    "woff2", "font/woff2",
                    "txt", "text/plain; charset=utf-8");

    private record Page(Buffer content, String etag) {}

    /// The files are few and part of the jar, so they stay in memory once asked for.
    private final Map<String, Page> read = new ConcurrentHashMap<>();

    void serve(RoutingContext context) {
        String path = Objects.requireNonNullElse(context.request().path(), "/");
        boolean application = PATHS.contains(path);
        String file = application ? "/index.html" : path;
        Page page = isSafe(file) ? page(file) : null;
        if (page == null) {
            missing(context.response(), application);
            return;
        }
        HttpServerResponse response =
                context.response()
                        .putHeader("Content-Type", type(file))
                        .putHeader("Cache-Control", caching(file))
                        .putHeader("ETag", page.etag());
        if (page.etag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.end(page.content());
        }
    }

    private static void missing(HttpServerResponse response, boolean application) {
        response.setStatusCode(application ? 503 : 404)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(
                        application
                                ? "The pages are not part of this build (web.skip).\n"
                                : "There is nothing at this address.\n");
    }

    /// The build puts a hash into the names of what lies under `assets`.
    private static String caching(String file) {
        return file.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    }

    private static boolean isSafe(String path) {
        return path.matches("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+") && !path.contains("..");
    }

    private static String type(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }

    private @Nullable Page page(String file) {
        Page known = read.get(file);
        if (known != null) {
            return known;
        }
        Optional<Page> loaded = load(file);
        loaded.ifPresent(page -> read.put(file, page));
        return loaded.orElse(null);
    }

    private static Optional<Page> load(String file) {
        try (var in = Pages.class.getClassLoader().getResourceAsStream(ROOT + file)) {
            if (in == null || file.lastIndexOf('.') < file.lastIndexOf('/')) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            String etag =
                    "\""
                            + Integer.toHexString(Arrays.hashCode(content))
                            + "-"
                            + content.length
                            + "\"";
            return Optional.of(new Page(Buffer.buffer(content), etag));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
