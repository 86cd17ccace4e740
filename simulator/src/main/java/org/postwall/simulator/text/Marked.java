package org.postwall.simulator.text;

import java.util.ArrayList;
import java.util.List;

/** What a markup parser has made so far: the plain text and the entities in it. */
record Marked(StringBuilder text, List<Entity> entities) {
    Marked() {
        this(new StringBuilder(), new ArrayList<>());
    }

    int offset() {
        return text.length();
    }

    void add(Kind kind, int from, String argument) {
        entities.add(new Entity(kind, from, offset() - from, argument));
    }

    /** Adds a link or the mention of a person; a link that Telegram does not understand is dropped without a word. */
    void addLink(String url, int from) {
        Links.person(url)
                .ifPresentOrElse(
                        id -> add(Kind.TEXT_MENTION, from, Long.toString(id)),
                        () -> Links.checked(url).ifPresent(link -> add(Kind.TEXT_LINK, from, link)));
    }
}
