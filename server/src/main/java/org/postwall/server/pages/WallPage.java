package org.postwall.server.pages;

import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.postwall.server.security.Access;

/** The wall as a page, and the few files it consists of. */
public final class WallPage {
    private static final List<String> FILES = List.of(
            "wall.css", "icon.svg", "main.js", "wall.js", "feed.js", "post.js", "empty.js", "texts.js", "times.js");

    private final StrictPage page;

    /**
     * Reads the files.
     *
     * @param chatUrl where newcomers can chat with the bot, if anywhere
     */
    public WallPage(Access access, Optional<URI> chatUrl) {
        String chat = escape(chatUrl.map(URI::toString).orElse(""));
        String mode = access == Access.OPEN ? "open" : "token";
        page = new StrictPage(
                "wall", FILES, html -> html.replace("{{chat}}", chat).replace("{{access}}", mode));
    }

    public void page(RoutingContext context) {
        page.page(context);
    }

    public void file(RoutingContext context) {
        page.file(context);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
