package org.postwall.server;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.postwall.server.broadcast.Audience;
import org.postwall.server.broadcast.Counter;
import org.postwall.server.broadcast.Letters;
import org.postwall.server.broadcast.Message;
import org.postwall.server.outbox.Content;
import org.postwall.server.outbox.Guarantee;
import org.postwall.server.outbox.Handout;
import org.postwall.server.outbox.Producer;
import org.postwall.server.outbox.Source;
import org.postwall.server.outbox.State;
import org.postwall.telegram.Telegram;

/** Broadcasting as a producer of the outbox: message 7 is the source {@code broadcast:7}, sent by the servant bot. */
final class BroadcastProducer implements Producer {
    static final String KIND = "broadcast";
    /** The bot that sends, whichever it is: its followers stay when another takes its place. */
    static final String BOT = "servant";

    private final Audience audience;
    private final Letters letters;

    BroadcastProducer(Audience audience, Letters letters) {
        this.audience = audience;
        this.letters = letters;
    }

    static String source(long message) {
        return KIND + ":" + message;
    }

    static long message(String source) {
        return Long.parseLong(source.substring(KIND.length() + 1));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Future<List<Source>> after(String bot, long order) {
        return bot.equals(BOT)
                ? audience.messages(order)
                        .map(found ->
                                found.stream().map(BroadcastProducer::source).toList())
                : Future.succeededFuture(List.of());
    }

    private static Source source(Message message) {
        Guarantee guarantee = message.once() ? Guarantee.AT_MOST_ONCE : Guarantee.AT_LEAST_ONCE;
        return new Source(
                source(message.id()),
                BOT,
                message.id(),
                guarantee,
                message.content().json());
    }

    @Override
    public Future<List<Long>> audience(Source source, long after, int most) {
        return audience.chats(source.order(), after, most);
    }

    @Override
    public Content content(JsonObject json) {
        org.postwall.server.broadcast.Content content = org.postwall.server.broadcast.Content.of(json);
        return new Content() {
            @Override
            public Future<Integer> send(Telegram telegram, long chat) {
                return letters.send(telegram, chat, content);
            }

            @Override
            public Future<Void> edit(Telegram telegram, long chat, int message) {
                return letters.edit(telegram, chat, message, content);
            }
        };
    }

    @Override
    public Future<Void> handOut(Handout handout) {
        return audience.serveReturned(new Counter() {
            @Override
            public Future<Long> last() {
                return handout.last();
            }

            @Override
            public Future<Standing> standing(long chat, List<Long> messages) {
                return handout.standing(chat, sources(messages)).map(BroadcastProducer::standing);
            }

            @Override
            public Future<List<Long>> give(long chat, List<Long> messages) {
                return handout.give(chat, sources(messages))
                        .map(given ->
                                given.stream().map(BroadcastProducer::message).toList());
            }
        });
    }

    private static Counter.Standing standing(Map<String, State> states) {
        return new Counter.Standing(
                states.keySet().stream().map(BroadcastProducer::message).toList(),
                states.values().stream().anyMatch(state -> !state.isFinal()));
    }

    static List<String> sources(List<Long> messages) {
        return messages.stream().map(BroadcastProducer::source).toList();
    }

    @Override
    public Future<Void> unreachable(long chat) {
        return audience.unreachable(chat);
    }

    @Override
    public Future<Void> moved(long from, long to) {
        return audience.moved(from, to);
    }
}
