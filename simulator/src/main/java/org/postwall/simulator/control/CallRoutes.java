package org.postwall.simulator.control;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.postwall.simulator.api.Methods;
import org.postwall.simulator.calls.CallLog;
import org.postwall.simulator.calls.NotedCall;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.World;

/** The log of Bot API calls. */
final class CallRoutes {
    private final CallLog calls;
    private final People people;
    private final Methods methods;
    private final CallWriter writer;

    CallRoutes(CallLog calls, World world, People people, Methods methods) {
        this.calls = calls;
        this.people = people;
        this.methods = methods;
        this.writer = new CallWriter(world);
    }

    void list(RoutingContext context) {
        Optional<Long> bot = param(context, "bot").map(people::bot).map(Bot::id);
        Optional<String> method = param(context, "method").map(methods::properName);
        long since = param(context, "since").map(CallRoutes::number).orElse(0L);
        List<NotedCall> found = calls.after(
                since,
                call -> bot.filter(id -> id != call.bot()).isEmpty()
                        && method.filter(name -> !name.equals(call.method())).isEmpty());
        context.response().putHeader("content-type", "application/json").setChunked(true);
        writer.write(context.response(), found, 0);
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
