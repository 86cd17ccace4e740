package org.postwall.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checks of what a body calls itself.
 *
 * <p>Where JSON is wanted a body without a type is refused as well: a browser sends one across origins without asking first, so taking it
 * would let any web page write to an open wall on its reader's machine.
 */
final class MediaType {
    private static final Pattern JSON =
            Pattern.compile("application/(json|[\\w.!#$&^+-]+\\+json)\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)\"?", Pattern.CASE_INSENSITIVE);

    private MediaType() {}

    static void requireJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !JSON.matcher(type.strip()).matches()) {
            throw ApiException.status(415, "The body must be JSON: send it with Content-Type: application/json.");
        }
        Matcher charset = CHARSET.matcher(type);
        if (charset.find() && !isUtf8(charset.group(1))) {
            throw ApiException.status(415, "The body must be in UTF-8.");
        }
        requirePlain(request);
    }

    /** Refuses what is compressed: nobody here would unpack it. */
    static void requirePlain(HttpServerRequest request) {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !"identity".equalsIgnoreCase(coding.strip())) {
            throw ApiException.status(415, "The body must not be compressed.");
        }
    }

    /** ASCII is a part of UTF-8. */
    private static boolean isUtf8(String charset) {
        String name = charset.toLowerCase(Locale.ROOT);
        return "utf-8".equals(name) || "utf8".equals(name) || "us-ascii".equals(name);
    }
}
