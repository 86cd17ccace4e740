package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import java.time.Clock;
import java.time.Duration;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.Member;
import org.postwall.simulator.world.Message;
import org.postwall.simulator.world.World;

/** Taking messages away. */
final class Deleting {
    private static final Duration WINDOW = Duration.ofDays(2);
    private static final int MOST = 100;

    private final World world;
    private final Targets targets;
    private final Clock clock;

    Deleting(World world, Targets targets, Clock clock) {
        this.world = world;
        this.targets = targets;
        this.clock = clock;
    }

    boolean deleteMessage(Call call) {
        Chat chat = targets.chat(call, Access.WRITE);
        if (call.params().integer("message_id").isEmpty()) {
            throw Refusal.bad("message identifier is not specified");
        }
        Message message = targets.message(chat, call, "message_id", "message to delete");
        if (!mayDelete(call.bot(), message)) {
            throw Refusal.bad("message can't be deleted");
        }
        world.timeline().delete(message);
        return true;
    }

    /** Skips what isn't there and what may not be deleted. */
    boolean deleteMessages(Call call) {
        JsonArray ids = MessageIds.read(call.params(), "message_ids", MOST);
        Chat chat = targets.chat(call, Access.WRITE);
        for (Object id : ids) {
            targets.find(chat, ((Number) id).intValue(), call.bot())
                    .filter(message -> mayDelete(call.bot(), message))
                    .ifPresent(world.timeline()::delete);
        }
        return true;
    }

    private boolean mayDelete(Bot bot, Message message) {
        boolean own = message.author() == bot;
        boolean recent = message.date().plus(WINDOW).isAfter(clock.instant());
        if (!(message.chat() instanceof GroupChat group)) {
            return recent;
        }
        Member me = group.member(bot);
        if (me.mayAdminister("can_delete_messages")) {
            return true;
        }
        return own && recent && (!group.isChannel() || me.mayAdminister("can_post_messages"));
    }
}
