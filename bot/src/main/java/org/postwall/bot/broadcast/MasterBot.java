package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.postwall.bot.broadcast.Entry.In;
import org.postwall.bot.broadcast.Entry.Locked;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Conversation;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Profile;
import org.postwall.bot.talk.Say;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;

/**
 * The conversation of the master bot: with a token people become masters, and what masters write goes to all followers.
 *
 * <p>It talks in private chats only, and its log lines name nobody.
 */
public final class MasterBot implements Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(MasterBot.class);

    private final Masters masters;
    private final Broadcasts broadcasts;
    private final States states;
    private final Pseudonyms pseudonyms;
    private final MessageKeys keys;
    private final Entrance entrance;
    private final Transfers transfers = new Transfers();
    private final ProgressBoard board;
    private volatile Telegram telegram;

    public MasterBot(
            BotToken token,
            Pseudonyms pseudonyms,
            Masters masters,
            Broadcasts broadcasts,
            States states,
            AlarmClock clock) {
        this.masters = masters;
        this.broadcasts = broadcasts;
        this.states = states;
        this.pseudonyms = pseudonyms;
        this.keys = new MessageKeys(token);
        this.entrance = new Entrance(states);
        this.board = new ProgressBoard(broadcasts, states, clock);
    }

    @Override
    public void open(Telegram way) {
        telegram = way;
        board.open(way);
    }

    @Override
    public void close() {
        board.close();
    }

    @Override
    public Future<Void> handle(BotContext talk) {
        if (!talk.isPrivate()) {
            return Future.succeededFuture();
        }
        return switch (talk.command().orElse("")) {
            case "start", "help" -> say(talk, MasterText.GREETING);
            case "register" -> register(masters.named(talk.errand()), talk);
            default -> ifMaster(talk);
        };
    }

    @Override
    public boolean wantsEdits() {
        return true;
    }

    /** Edits of what can't be sent are passed over in silence: a location that is shared live is edited all the time. */
    @Override
    public Future<Void> edited(BotContext talk) {
        Optional<NewMessage> written = written(talk);
        if (!talk.isPrivate() || written.isEmpty()) {
            return Future.succeededFuture();
        }
        return isMaster(talk).transform(asked -> {
            if (asked.failed()) {
                return talk.reply(Say.plain(Editing.trouble(talk, asked.cause())));
            }
            return asked.result()
                    ? new Editing(broadcasts.named(talk.errand()), states).edit(talk, written.get())
                    : Future.succeededFuture();
        });
    }

    @Override
    public Profile profile(Language language) {
        return new Profile(
                List.of(
                        new Profile.Command("start", MasterText.COMMAND_START.in(language)),
                        new Profile.Command("register", MasterText.COMMAND_REGISTER.in(language)),
                        new Profile.Command("help", MasterText.COMMAND_HELP.in(language))),
                MasterText.DESCRIPTION.in(language));
    }

    private Future<Void> register(Masters named, BotContext talk) {
        Optional<String> token = Command.argument(talk);
        if (token.isEmpty()) {
            return say(talk, MasterText.TOKEN_MISSING);
        }
        return named.isMaster(person(talk))
                .compose(already -> already
                        ? Future.succeededFuture(MasterText.ALREADY.in(talk.language()))
                        : entrance.once(talk, () -> named.register(new Shown(person(talk), token.get())))
                                .map(entry -> words(talk.language(), entry)))
                .recover(failure -> Future.succeededFuture(trouble(talk, failure)))
                .compose(words -> withoutTrace(talk).compose(done -> talk.reply(Say.plain(words))));
    }

    private static String words(Language language, Entry entry) {
        if (entry instanceof Locked locked) {
            return MasterText.LOCKED.in(language, locked.minutes());
        }
        return (entry instanceof In ? MasterText.REGISTERED : MasterText.WRONG).in(language);
    }

    /** A token must not stay where whoever borrows the phone can read it. */
    private Future<Void> withoutTrace(BotContext talk) {
        DeleteMessage delete = DeleteMessage.builder()
                .chatId(talk.chat())
                .messageId(talk.messageId())
                .build();
        return telegram.call(delete)
                .onFailure(failure -> LOG.atDebug()
                        .addKeyValue(BotContext.LOGGED, talk.errand())
                        .log("a token stays in its chat: {}", failure.getMessage()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private Future<Void> ifMaster(BotContext talk) {
        return isMaster(talk).transform(asked -> {
            if (asked.failed()) {
                return talk.tapped().isPresent()
                        ? talk.note(trouble(talk, asked.cause()))
                        : talk.reply(Say.plain(trouble(talk, asked.cause())));
            }
            return asked.result() ? master(talk) : say(talk, MasterText.NO_MASTER);
        });
    }

    private Future<Void> master(BotContext talk) {
        Broadcasts named = broadcasts.named(talk.errand());
        Sending sending = new Sending(named, states, transfers, board);
        if (talk.tapped().isPresent()) {
            return tapped(named, sending, talk, talk.tapped().get());
        }
        if (talk.command().isPresent()) {
            return say(talk, MasterText.UNKNOWN_COMMAND);
        }
        return written(talk)
                .map(message -> sending.send(talk, message))
                .orElseGet(() -> say(talk, MasterText.OTHER_KIND));
    }

    private Future<Void> tapped(Broadcasts named, Sending sending, BotContext talk, String data) {
        if (data.startsWith(Sending.AGAIN)) {
            return sending.again(talk, data.substring(Sending.AGAIN.length()));
        }
        return Order.read(data)
                .map(given -> order(named, talk, given))
                .orElseGet(() -> talk.note(MasterText.OUTDATED.in(talk.language())));
    }

    private Future<Void> order(Broadcasts named, BotContext talk, Order.Given given) {
        return named.order(given.message(), given.order()).transform(done -> {
            if (done.failed()) {
                return talk.note(trouble(talk, done.cause()));
            }
            if (!done.result()) {
                return talk.note(MasterText.NOT_POSSIBLE.in(talk.language()));
            }
            board.watch(new Watch(given.message(), talk.chat(), talk.messageId(), talk.language()));
            return talk.note(followed(given.order()).in(talk.language()));
        });
    }

    private static MasterText followed(Order order) {
        return switch (order) {
            case PAUSE -> MasterText.DONE_PAUSE;
            case RESUME -> MasterText.DONE_RESUME;
            case CANCEL -> MasterText.DONE_CANCEL;
            case RECALL -> MasterText.DONE_RECALL;
            case RETRY -> MasterText.DONE_RETRY;
        };
    }

    private static String trouble(BotContext talk, Throwable failure) {
        LOG.atWarn()
                .addKeyValue(BotContext.LOGGED, talk.errand())
                .log("a master bot's errand failed: {}", failure.getMessage());
        return failure instanceof BroadcastRefused
                ? MasterText.REFUSED.in(talk.language(), failure.getMessage())
                : MasterText.AWAY.in(talk.language());
    }

    private Optional<NewMessage> written(BotContext talk) {
        return talk.message().flatMap(message -> Written.read(message, keys.key(talk.chat(), talk.messageId())));
    }

    private Future<Boolean> isMaster(BotContext talk) {
        return masters.named(talk.errand()).isMaster(person(talk));
    }

    private String person(BotContext talk) {
        return pseudonyms.of(talk.from().getId());
    }

    private static Future<Void> say(BotContext talk, MasterText words) {
        return talk.reply(Say.plain(words.in(talk.language())));
    }
}
