package sekisho.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.tree.LogFile;
import sekisho.journal.tree.Note;
import sekisho.journal.tree.Tiles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/// The signed log over HTTP, as C2SP tlog-tiles has it: read only, and by no other path than those
/// of a log. Entries hold pseudonyms; still it is for auditors, who show a token, unless the site
/// file opens it to everybody.
final class ServedLog {
    static final String PREFIX = "/log/";

    private static final Logger LOG = LoggerFactory.getLogger(ServedLog.class);

    private final Tiles tiles;
    private final @Nullable String token;

    ServedLog(WebConfig.Log log) {
        this.tiles = Tiles.in(log.folder());
        this.token = log.token();
    }

    void serve(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response().putHeader("Cache-Control", "no-store");
        String path = Objects.requireNonNullElse(request.path(), "");
        LogFile file = path.startsWith(PREFIX) ? LogFile.at(path.substring(PREFIX.length())) : null;
        String method = request.method().name();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.putHeader("Allow", "GET, HEAD");
            refuse(response, 405, "The log is only read.");
        } else if (!isAllowed(request.getHeader("Authorization"))) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"sekisho log\"");
            refuse(response, 401, "Show the token of the auditors.");
        } else if (file == null) {
            refuse(response, 404, "A log has no such file.");
        } else {
            Thread.ofVirtual()
                    .name("log")
                    .start(() -> send(context, file, path.substring(PREFIX.length())));
        }
    }

    private boolean isAllowed(@Nullable String authorization) {
        if (token == null) {
            return true;
        }
        return authorization != null
                && MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(HttpServerResponse response, int status, String sentence) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(sentence + "\n");
    }

    private void send(RoutingContext context, LogFile file, String path) {
        HttpServerResponse response = context.response();
        try {
            byte[] bytes = file == LogFile.CHECKPOINT ? checkpoint(path) : tiles.get(path);
            if (bytes == null) {
                refuse(response, 404, "This is not there: not yet, or not any more.");
                return;
            }
            response.putHeader("Content-Type", type(file));
            if (file.isImmutable()) {
                String who = token == null ? "public" : "private";
                response.putHeader("Cache-Control", who + ", max-age=31536000, immutable");
            }
            if (file == LogFile.ENTRIES) {
                response.putHeader("Vary", "Accept-Encoding");
                bytes = packed(context.request(), bytes);
            }
            if (context.request().method().name().equals("HEAD")) {
                response.putHeader("Content-Length", Integer.toString(bytes.length)).end();
            } else {
                response.end(Buffer.buffer(bytes));
            }
        } catch (IOException e) {
            LOG.warn("{} of the log can't be served: {}", path, e.toString());
            refuse(response, 503, "The log can't be read now.");
        }
    }

    /// The newest checkpoint, with the cosignature of a witness as soon as there is one.
    private byte @Nullable [] checkpoint(String path) throws IOException {
        byte[] signed = tiles.get(path);
        byte[] cosigned = tiles.get("cosigned");
        if (signed == null || cosigned == null) {
            return signed;
        }
        try {
            return Note.together(
                            new String(signed, StandardCharsets.UTF_8),
                            new String(cosigned, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            LOG.warn("the cosignature of the log can't be read: {}", e.getMessage());
            return signed;
        }
    }

    private static String type(LogFile file) {
        return switch (file) {
            case CHECKPOINT, COSIGNED, COSIGNED_DAYS, HANDOVERS -> "text/plain; charset=utf-8";
            case TIMESTAMP, TILE, ENTRIES -> "application/octet-stream";
        };
    }

    private static byte[] packed(HttpServerRequest request, byte[] bytes) throws IOException {
        String accepted = Objects.requireNonNullElse(request.getHeader("Accept-Encoding"), "");
        if (!accepted.matches("(?i)(.*[ ,])?gzip *([,;].*)?") || accepted.contains("gzip;q=0")) {
            return bytes;
        }
        request.response().putHeader("Content-Encoding", "gzip");
        var packed = new ByteArrayOutputStream(bytes.length / 4);
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
