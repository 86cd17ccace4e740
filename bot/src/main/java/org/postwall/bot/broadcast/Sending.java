package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending half of the master bot: a master's text becomes a message for all followers, once, however often it is
 * tried. What the server did not confirm is kept with a button to try it again.
 */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    static final String AGAIN = "again:";

    private final Broadcasts broadcasts;
    private final States states;
    private final MessageKeys keys;
    private final ProgressBoard board;

    Sending(Broadcasts broadcasts, States states, MessageKeys keys, ProgressBoard board) {
        this.broadcasts = broadcasts;
        this.states = states;
        this.keys = keys;
        this.board = board;
    }

    Future<Void> text(BotContext talk, String text) {
        if (text.isBlank()) {
            return talk.reply(Say.plain(MasterText.BLANK.in(talk.language())));
        }
        NewMessage message = new NewMessage(keys.key(talk.chat(), talk.messageId()), text, talk.entities());
        return broadcasts.send(message).transform(sent -> {
            if (sent.succeeded()) {
                return board.show(sent.result(), talk.chat(), talk.language());
            }
            note(talk, sent.cause());
            return sent.cause() instanceof BroadcastRefused
                    ? talk.reply(refused(talk, sent.cause()))
                    : states.put(talk.chat(), Unsent.write(talk.messageId(), message))
                            .compose(kept -> talk.reply(Say.plain(MasterText.NOT_SENT.in(talk.language()))
                                    .with(new Button(MasterText.AGAIN.in(talk.language()), AGAIN + talk.messageId()))));
        });
    }

    /** Tries once more what the server did not confirm. */
    Future<Void> again(BotContext talk, String source) {
        return states.get(talk.chat())
                .map(state -> state.flatMap(json -> Unsent.read(json, source)))
                .compose(unsent -> unsent.map(message -> again(talk, message))
                        .orElseGet(() -> talk.note(MasterText.NOTHING_TO_REPEAT.in(talk.language()))));
    }

    private Future<Void> again(BotContext talk, NewMessage message) {
        return broadcasts.send(message).transform(sent -> {
            if (sent.succeeded()) {
                return board.show(sent.result(), talk.chat(), talk.language())
                        .compose(shown -> talk.edit(Say.plain(MasterText.CONFIRMED.in(talk.language()))))
                        .compose(told -> states.remove(talk.chat()));
            }
            note(talk, sent.cause());
            return sent.cause() instanceof BroadcastRefused
                    ? talk.edit(refused(talk, sent.cause()))
                    : talk.note(MasterText.STILL_NOT_SENT.in(talk.language()));
        });
    }

    private static Say refused(BotContext talk, Throwable why) {
        return Say.plain(MasterText.REFUSED.in(talk.language(), why.getMessage()));
    }

    private static void note(BotContext talk, Throwable failure) {
        LOG.atWarn()
                .addKeyValue(BotContext.LOGGED, talk.errand())
                .log("a message for followers is not confirmed: {}", failure.getMessage());
    }
}
