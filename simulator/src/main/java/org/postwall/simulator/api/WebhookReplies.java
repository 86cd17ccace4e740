package org.postwall.simulator.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.postwall.simulator.updates.WebhookAnswer;
import org.postwall.simulator.world.Bot;

/**
 * Methods that a bot calls in its answer to a delivered update; their results are told to nobody
 * (<a href="https://core.telegram.org/bots/api#making-requests-when-getting-updates">Bot API</a>).
 */
final class WebhookReplies {
    private static final Set<String> NOT_HERE = Set.of("setwebhook", "deletewebhook", "close", "logout");

    /** Runs a method as if the bot had called it. */
    interface Caller {
        void call(Bot bot, String method, Params params);
    }

    private Caller caller = (bot, method, params) -> {};

    void caller(Caller newCaller) {
        caller = newCaller;
    }

    void act(Bot bot, WebhookAnswer answer) {
        Map<String, Object> values = values(answer);
        String method = String.valueOf(values.getOrDefault("method", ""));
        String lower = method.toLowerCase(Locale.ROOT);
        if (!method.isEmpty() && !lower.startsWith("get") && !NOT_HERE.contains(lower)) {
            caller.call(bot, method, new Params(values, Map.of()));
        }
    }

    private static Map<String, Object> values(WebhookAnswer answer) {
        Map<String, Object> values = new HashMap<>();
        if (answer.contentType().startsWith("application/x-www-form-urlencoded")) {
            new QueryStringDecoder(answer.body().toString(), false)
                    .parameters()
                    .forEach((name, all) -> values.put(name, all.get(0)));
        } else if (answer.contentType().startsWith("application/json")) {
            try {
                new JsonObject(answer.body()).forEach(field -> values.put(field.getKey(), field.getValue()));
            } catch (DecodeException | ClassCastException e) {
                return Map.of();
            }
        }
        return values;
    }
}
