package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.UnaryOperator;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;
import org.postwall.telegram.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending half of the master bot: what a master writes becomes a message for all followers, once, however often it is
 * tried. What the server did not confirm is kept with a button to try it again.
 */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    static final String AGAIN = "again:";

    private final Broadcasts broadcasts;
    private final States states;
    private final Transfers transfers;
    private final ProgressBoard board;

    Sending(Broadcasts broadcasts, States states, Transfers transfers, ProgressBoard board) {
        this.broadcasts = broadcasts;
        this.states = states;
        this.transfers = transfers;
        this.board = board;
    }

    Future<Void> send(BotContext talk, NewMessage message) {
        if (message.isBlank()) {
            return talk.reply(Say.plain(MasterText.BLANK.in(talk.language())));
        }
        String source = "" + talk.messageId();
        return stored(talk, message).transform(sent -> {
            if (sent.succeeded()) {
                return board.show(sent.result(), talk.chat(), talk.language());
            }
            note(talk, sent.cause());
            return isRefused(sent.cause())
                    ? talk.reply(refused(talk, sent.cause()))
                    : change(talk, state -> Unsent.with(state, source, message))
                            .compose(kept -> talk.reply(Say.plain(MasterText.NOT_SENT.in(talk.language()))
                                    .with(new Button(MasterText.AGAIN.in(talk.language()), AGAIN + source))));
        });
    }

    /** Tries once more what the server did not confirm. */
    Future<Void> again(BotContext talk, String source) {
        return states.get(talk.chat())
                .map(state -> state.flatMap(json -> Unsent.read(json, source)))
                .compose(unsent -> unsent.map(message -> again(talk, source, message))
                        .orElseGet(() -> talk.note(MasterText.NOTHING_TO_REPEAT.in(talk.language()))));
    }

    private Future<Void> again(BotContext talk, String source, NewMessage message) {
        return stored(talk, message).transform(sent -> {
            if (sent.succeeded()) {
                return board.show(sent.result(), talk.chat(), talk.language())
                        .compose(shown -> talk.edit(Say.plain(MasterText.CONFIRMED.in(talk.language()))))
                        .compose(told -> change(talk, state -> Unsent.without(state, source)));
            }
            note(talk, sent.cause());
            return isRefused(sent.cause())
                    ? talk.edit(refused(talk, sent.cause()))
                    : talk.note(MasterText.STILL_NOT_SENT.in(talk.language()));
        });
    }

    private Future<Long> stored(BotContext talk, NewMessage message) {
        return message.medium()
                .map(medium -> transfers.take(talk, broadcasts, medium).map(message::with))
                .orElseGet(() -> Future.succeededFuture(message))
                .compose(broadcasts::send);
    }

    private Future<Void> change(BotContext talk, UnaryOperator<JsonObject> change) {
        return states.get(talk.chat())
                .compose(state -> states.put(talk.chat(), change.apply(state.orElseGet(JsonObject::new))));
    }

    /** The server or Telegram said no, and will say it again. */
    private static boolean isRefused(Throwable failure) {
        return failure instanceof BroadcastRefused || failure instanceof Refused;
    }

    private static Say refused(BotContext talk, Throwable why) {
        if (why instanceof Refused telegram) {
            return Say.plain((telegram.tooBig() ? MasterText.TOO_BIG : MasterText.NO_FILE).in(talk.language()));
        }
        return Say.plain(MasterText.REFUSED.in(talk.language(), why.getMessage()));
    }

    private static void note(BotContext talk, Throwable failure) {
        LOG.atWarn()
                .addKeyValue(BotContext.LOGGED, talk.errand())
                .log("a message for followers is not confirmed: {}", failure.getMessage());
    }
}
