package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import java.util.Optional;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Say;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The editing half of the master bot: what a master changes in a text or caption changes for all followers. It speaks only
 * where that is not possible.
 */
final class Editing {
    private static final Logger LOG = LoggerFactory.getLogger(Editing.class);

    private final Broadcasts broadcasts;
    private final States states;

    Editing(Broadcasts broadcasts, States states) {
        this.broadcasts = broadcasts;
        this.states = states;
    }

    Future<Void> edit(BotContext talk, NewMessage message) {
        return broadcasts
                .find(message.key())
                .compose(id -> id.map(number -> sent(talk, number, message)).orElseGet(() -> unsent(talk, message)))
                .recover(failure -> say(talk, trouble(talk, failure)));
    }

    /** What a master is told when the server did not change anything. */
    static String trouble(BotContext talk, Throwable failure) {
        LOG.atWarn()
                .addKeyValue(BotContext.LOGGED, talk.errand())
                .log("a master's edit is not made: {}", failure.getMessage());
        return failure instanceof BroadcastRefused
                ? MasterText.EDIT_REFUSED.in(talk.language(), failure.getMessage())
                : MasterText.EDIT_AWAY.in(talk.language());
    }

    private Future<Void> sent(BotContext talk, long number, NewMessage message) {
        // Like a new message: a mistyped command may hold a token.
        if (talk.command().isPresent()) {
            return say(talk, MasterText.EDIT_COMMAND.in(talk.language()));
        }
        if (message.isBlank()) {
            return say(talk, MasterText.EDIT_BLANK.in(talk.language()));
        }
        return broadcasts
                .edit(number, message)
                .compose(done ->
                        done ? Future.succeededFuture() : say(talk, MasterText.EDIT_TOO_LATE.in(talk.language())));
    }

    /** A message that waits to be tried again goes out as it is now. */
    private Future<Void> unsent(BotContext talk, NewMessage message) {
        String source = "" + talk.messageId();
        return states.get(talk.chat()).compose(state -> {
            Optional<NewMessage> kept = state.flatMap(json -> Unsent.read(json, source));
            return kept.isPresent()
                    ? states.put(talk.chat(), Unsent.with(state.get(), source, message))
                    : say(talk, MasterText.EDIT_NOT_SENT.in(talk.language()));
        });
    }

    private static Future<Void> say(BotContext talk, String words) {
        return talk.reply(Say.plain(words));
    }
}
