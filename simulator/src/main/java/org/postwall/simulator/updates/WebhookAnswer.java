package org.postwall.simulator.updates;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/**
 * What a bot's address said to an update.
 *
 * @param error why it isn't accepted, in Telegram's words; empty if it is
 * @param retryAfter how long the address asked to be left alone
 * @param contentType lower case; empty if there is none
 * @param body may hold a method to be called
 */
public record WebhookAnswer(String error, Optional<Duration> retryAfter, String contentType, Buffer body) {
    static WebhookAnswer failed(String error) {
        return new WebhookAnswer(error, Optional.empty(), "", Buffer.buffer());
    }

    boolean accepted() {
        return error.isEmpty();
    }
}
