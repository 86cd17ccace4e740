package org.postwall.bot.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.postwall.bot.Await;
import org.postwall.bot.Chat;
import org.postwall.bot.Telegram;
import org.postwall.bot.talk.Bot;
import org.postwall.bot.talk.Conversation;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.flood.Budget;
import org.postwall.telegram.flood.FloodLimits;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.updates.Inbox;
import org.postwall.telegram.updates.Poller;
import org.telegram.telegrambots.meta.api.objects.Update;

/** A conversation on the simulator, without the rest of the process. */
final class Stage implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Telegram telegram = new Telegram(vertx);
    private final AlarmClock clock = AlarmClock.of(vertx);
    private Inbox inbox;
    private Bot bot;

    Telegram telegram() {
        return telegram;
    }

    BotToken token() {
        return new BotToken(telegram.token());
    }

    /** Begins, or begins anew after {@link #stops}. */
    void plays(Conversation conversation) {
        bot = new Bot(
                new BotApi(vertx, URI.create(telegram.address()), token()),
                FloodLimits.TELEGRAM,
                Budget.alone(),
                (api, in, kinds) -> {
                    inbox = in;
                    return new Poller(vertx, api, in, kinds, clock);
                },
                conversation,
                clock);
        bot.start();
    }

    void stops() {
        Await.result(bot.stop());
    }

    /** The bot gets an update that the simulator's people can't cause: a message with these fields. */
    void receives(String kind, Chat from, int message, JsonObject fields) {
        JsonObject update = new JsonObject()
                .put("update_id", message)
                .put(
                        kind,
                        new JsonObject()
                                .put("message_id", message)
                                .put("date", 1)
                                .put(
                                        "chat",
                                        new JsonObject().put("id", from.id()).put("type", "private"))
                                .put(
                                        "from",
                                        from.request()
                                                .getJsonObject("from")
                                                .copy()
                                                .put("is_bot", false))
                                .mergeIn(fields));
        Await.result(inbox.take(read(update, Update.class)));
    }

    /** An object of the Bot API, as it comes in. */
    static <T> T read(JsonObject json, Class<T> type) {
        try {
            return new ObjectMapper().readValue(json.encode(), type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Someone writes in a group that the bot is in. */
    void saysInGroup(Chat person, String text) {
        telegram.control(
                "POST",
                "chats",
                new JsonObject().put("id", -100).put("type", "group").put("title", "Friends"));
        JsonObject member = new JsonObject().put("status", "member");
        telegram.control("POST", "chats/-100/members", member.copy().put("bot", telegram.bot()));
        telegram.control("POST", "chats/-100/members", member.copy().put("user_id", person.id()));
        telegram.control(
                "POST", "messages", person.request().put("chat_id", -100).put("text", text));
    }

    @Override
    public void close() {
        stops();
        telegram.close();
        Await.result(vertx.close());
    }
}
