package org.postwall.server.pages;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.UnaryOperator;

/** The outbox as a page: what is being sent, how far it is, and the orders that an operator may give. */
public final class AdminPage {
    private static final List<String> FILES = List.of(
            "admin.css",
            "main.js",
            "api.js",
            "follow.js",
            "events.js",
            "bots.js",
            "cards.js",
            "card.js",
            "orders.js",
            "question.js",
            "elements.js",
            "texts.js",
            "numbers.js");

    private final StrictPage page = new StrictPage("admin", FILES, UnaryOperator.identity());

    /** Public: it holds nothing, and what it shows it asks for with the reader's token. */
    public void page(RoutingContext context) {
        page.page(context);
    }

    public void file(RoutingContext context) {
        page.file(context);
    }
}
