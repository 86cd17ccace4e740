package org.postwall.bot.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Optional;
import org.postwall.telegram.redis.RedisLink;

/** States in Redis, one key per chat that expires by itself. Fails within half a second where Redis is away. */
public final class RedisStates implements States {
    private final RedisLink link;
    private final String prefix;

    /** The states of the bot with that id. */
    public RedisStates(RedisLink link, long botId) {
        this.link = link;
        this.prefix = "postwall:bot:" + botId + ":";
    }

    @Override
    public Future<Optional<JsonObject>> get(long chat) {
        return link.send(Request.cmd(Command.GET).arg(prefix + chat))
                .map(state -> Optional.ofNullable(state).map(text -> new JsonObject(text.toString())));
    }

    @Override
    public Future<Void> put(long chat, JsonObject state) {
        return link.send(Request.cmd(Command.SET)
                        .arg(prefix + chat)
                        .arg(state.encode())
                        .arg("PX")
                        .arg(LIFETIME.toMillis()))
                .mapEmpty();
    }

    @Override
    public Future<Void> remove(long chat) {
        return link.send(Request.cmd(Command.DEL).arg(prefix + chat)).mapEmpty();
    }
}
