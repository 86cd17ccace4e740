package org.postwall.simulator.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.World;

/** Who and what is there to choose from when a conversation is opened. */
final class StateRoutes {
    /** The newest ones: a list of more helps nobody, and tests make thousands. */
    private static final int MOST = 50;

    private final World world;
    private final Places places;
    private final Optional<URI> wallUrl;

    StateRoutes(World world, Places places, Optional<URI> wallUrl) {
        this.world = world;
        this.places = places;
        this.wallUrl = wallUrl;
    }

    JsonObject show(RoutingContext context) {
        JsonObject state = new JsonObject()
                .put("bots", list(world.bots().all(), Bot::toJson))
                .put("people", list(world.people().all(), Person::toJson))
                .put("chats", list(world.chats().groups(), GroupChat::toJson));
        wallUrl.ifPresent(url -> state.put("wall", url.toString()));
        return state;
    }

    JsonObject meet(RoutingContext context) {
        return places.person(Asked.inBody(context)).toJson();
    }

    private static <T> JsonArray list(Collection<T> things, Function<T, JsonObject> json) {
        return new JsonArray(things.stream()
                .skip(Math.max(0, things.size() - MOST))
                .map(json)
                .toList());
    }
}
