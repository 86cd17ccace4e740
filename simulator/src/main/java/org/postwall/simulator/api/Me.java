package org.postwall.simulator.api;

import io.vertx.core.json.JsonObject;
import org.postwall.simulator.world.World;

/** The bot's own account. */
final class Me {
    @SuppressWarnings("UnusedVariable")
    private final World world;

    Me(World world) {
        this.world = world;
    }

    JsonObject getMe(Call call) {
        return call.bot()
                .toJson()
                .put("can_join_groups", true)
                .put("can_read_all_group_messages", true)
                .put("supports_inline_queries", false)
                .put("can_connect_to_business", false)
                .put("has_main_web_app", false)
                .put("has_topics_enabled", false)
                .put("allows_users_to_create_topics", false);
    }
}
