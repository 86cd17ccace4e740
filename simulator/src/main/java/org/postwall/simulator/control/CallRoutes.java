package org.postwall.simulator.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.postwall.simulator.api.Methods;
import org.postwall.simulator.calls.CallLog;
import org.postwall.simulator.calls.NotedCall;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.World;

/** The log of Bot API calls. */
final class CallRoutes {
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final CallLog calls;
    private final World world;
    private final People people;
    private final Methods methods;

    CallRoutes(CallLog calls, World world, People people, Methods methods) {
        this.calls = calls;
        this.world = world;
        this.people = people;
        this.methods = methods;
    }

    JsonArray list(RoutingContext context) {
        Optional<Long> bot = param(context, "bot").map(people::bot).map(Bot::id);
        Optional<String> method = param(context, "method").map(methods::properName);
        long since = param(context, "since").map(CallRoutes::number).orElse(0L);
        JsonArray list = new JsonArray();
        calls.after(
                        since,
                        call -> bot.filter(id -> id != call.bot()).isEmpty()
                                && method.filter(name -> !name.equals(call.method()))
                                        .isEmpty())
                .forEach(call -> list.add(show(call)));
        return list;
    }

    private JsonObject show(NotedCall call) {
        JsonObject json = new JsonObject().put("seq", call.seq()).put("at", AT.format(call.at()));
        world.bots().byId(call.bot()).ifPresent(bot -> json.put("bot", bot.username()));
        json.put("method", call.method());
        if (!call.chat().isEmpty()) {
            json.put("chat_id", isNumber(call.chat()) ? (Object) Long.valueOf(call.chat()) : call.chat());
        }
        json.put("status", call.status());
        if (call.errorCode() != 0) {
            json.put("error_code", call.errorCode());
        }
        if (call.retryAfter() != 0) {
            json.put("retry_after", call.retryAfter());
        }
        return json;
    }

    private static boolean isNumber(String text) {
        return text.matches("-?\\d{1,18}");
    }

    private static Optional<String> param(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(text -> !text.isEmpty());
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Impossible(400, "since must be a seq, not '" + text + "'");
        }
    }
}
