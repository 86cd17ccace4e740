package org.postwall.server.outbox;

import io.vertx.core.json.JsonObject;

/**
 * One message to an audience, as its producer hands it over.
 *
 * @param id its name, like no other's: {@code broadcast:7}; what stands before the colon is the producer's kind
 * @param bot who sends it
 * @param order of two sources for one chat the one with the lower order goes first
 * @param guarantee what is promised where an answer never comes
 * @param content what is sent, for its producer to read
 */
public record Source(String id, String bot, long order, Guarantee guarantee, JsonObject content) {
    String kind() {
        return id.substring(0, id.indexOf(':'));
    }
}
