package org.postwall.server.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postwall.server.http.ApiException;
import org.postwall.server.security.Access;

/** The wall as a page, and the few files it consists of. */
public final class WallPage {
    private static final String FOLDER = "/org/postwall/server/pages/wall/";
    private static final List<String> FILES = List.of(
            "wall.css", "icon.svg", "main.js", "wall.js", "feed.js", "post.js", "empty.js", "texts.js", "times.js");
    /** Scripts only from here and nothing inline, so a post can't become one; no HTML from strings at all. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");

    private final Asset page;
    private final Map<String, Asset> files;

    /**
     * Reads the files.
     *
     * @param chatUrl where newcomers can chat with the bot, if anywhere
     */
    public WallPage(Access access, Optional<URI> chatUrl) {
        String template = new String(Asset.read(FOLDER + "index.html"), UTF_8);
        String filled = template.replace(
                        "{{chat}}", escape(chatUrl.map(URI::toString).orElse("")))
                .replace("{{access}}", access == Access.OPEN ? "open" : "token");
        page = Asset.of(filled.getBytes(UTF_8), MediaTypes.of("index.html"));
        files = FILES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), name -> Asset.of(Asset.read(FOLDER + name), MediaTypes.of(name))));
    }

    public void page(RoutingContext context) {
        PageHeaders.put(context.response(), POLICY);
        page.send(context.request());
    }

    public void file(RoutingContext context) {
        Asset file = files.get(context.pathParam("file"));
        if (file == null) {
            throw ApiException.notFound("The wall page has no such file.");
        }
        file.send(context.request());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
