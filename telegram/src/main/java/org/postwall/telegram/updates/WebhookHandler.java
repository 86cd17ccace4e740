package org.postwall.telegram.updates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The route on which Telegram delivers a bot's updates. It answers 200 only when the update is done with; anything else
 * makes Telegram come again, later each time, for a day. Source: <a
 * href="https://core.telegram.org/bots/api#setwebhook">setWebhook</a>.
 */
final class WebhookHandler {
    private static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";
    private static final long BODY_LIMIT = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Inbox inbox;
    private final byte[] secret;
    private final Runnable delivered;

    /** {@code delivered} is run whenever Telegram proved itself by the secret. */
    WebhookHandler(Inbox inbox, String secret, Runnable delivered) {
        this.inbox = inbox;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.delivered = delivered;
    }

    void mount(Router router, String path) {
        router.post(path)
                .handler((SecurityPolicyHandler) this::checkSecret)
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(this::deliver)
                .failureHandler(failed -> answer(failed, failed.statusCode() < 400 ? 503 : failed.statusCode()));
    }

    private void checkSecret(RoutingContext context) {
        String given = context.request().getHeader(SECRET_HEADER);
        byte[] bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(bytes, secret)) {
            delivered.run();
            context.next();
        } else {
            answer(context, 401);
        }
    }

    private void deliver(RoutingContext context) {
        Buffer body = context.body().buffer();
        JsonNode update = parse(body == null ? Buffer.buffer() : body);
        if (!update.path("update_id").isInt()) {
            answer(context, 400);
            return;
        }
        accept(Arrival.of(update)).onSuccess(done -> answer(context, 200)).onFailure(failure -> answer(context, 503));
    }

    private Future<Void> accept(Arrival arrival) {
        if (arrival.update() == null) {
            inbox.park(arrival.id(), 0, "it can't be read: " + arrival.problem());
            return Future.succeededFuture();
        }
        return inbox.tryOnce(arrival.update());
    }

    private static JsonNode parse(Buffer body) {
        try {
            return JSON.readTree(body.toString());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static void answer(RoutingContext context, int status) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response().setStatusCode(status).end();
        }
    }
}
