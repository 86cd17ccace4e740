package org.postwall.simulator.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.World;

/** Making bots, and deciding which tokens count. */
final class BotRoutes {
    private static final Pattern USERNAME = Pattern.compile("@?\\w{1,32}");

    private final World world;

    BotRoutes(World world) {
        this.world = world;
    }

    JsonObject add(RoutingContext context) {
        Body body = Body.of(context);
        String username = body.text("username");
        if (!USERNAME.matcher(username).matches()) {
            throw body.wrong("username", "1 to 32 letters, digits and underscores");
        }
        String bare = username.startsWith("@") ? username.substring(1) : username;
        Optional<String> firstName = body.find("first_name");
        if (firstName.filter(String::isBlank).isPresent()) {
            throw body.wrong("first_name", "not blank");
        }
        Bot bot = world.bots().add(bare, firstName.orElse(bare), body.find("token"));
        return new JsonObject()
                .put("id", bot.id())
                .put("username", bot.username())
                .put("token", bot.token());
    }

    JsonArray list(RoutingContext context) {
        return new JsonArray(world.bots().all().stream().map(Bot::toJson).toList());
    }

    JsonObject strict(RoutingContext context) {
        Body body = Body.of(context);
        world.bots().setStrict(body.flag("strict").orElseThrow(() -> body.missing("strict")));
        return new JsonObject().put("strict", world.bots().strict());
    }
}
