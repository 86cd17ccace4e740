package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postwall.bot.broadcast.Entry.In;
import org.postwall.bot.broadcast.Entry.Locked;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Conversation;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Profile;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.TelegramFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation of the servant bot: people follow, leave, and say what they want of what they missed. Whatever they do,
 * the server hears that they are there, or that they shut the bot out.
 */
public final class ServantBot implements Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(ServantBot.class);
    private static final String FOLLOW = "follow";
    private static final String UNFOLLOW = "unfollow";
    /** The most missed messages that come unasked. */
    private static final int UNASKED = 50;

    private final Followers followers;
    private final Pseudonyms pseudonyms;
    private final Entrance entrance;
    private final Handover handover;

    public ServantBot(Pseudonyms pseudonyms, Followers followers, Handover handover, States states) {
        this.pseudonyms = pseudonyms;
        this.handover = handover;
        this.followers = followers;
        this.entrance = new Entrance(states);
    }

    @Override
    public void open(Telegram telegram) {
        handover.start();
    }

    @Override
    public void close() {
        handover.stop();
    }

    @Override
    public Future<Void> handle(BotContext talk) {
        if (!talk.isPrivate()) {
            return Future.succeededFuture();
        }
        Followers named = followers.named(talk.errand());
        if (talk.tapped().isPresent()) {
            return tapped(named, talk, talk.tapped().get());
        }
        return switch (talk.command().orElse("")) {
            case "start", "help" -> greet(named, talk, ServantText.GREETING);
            case FOLLOW -> {
                Optional<Shown> token = Command.argument(talk)
                        .map(text -> new Shown(pseudonyms.of(talk.from().getId()), text));
                yield followed(talk, token, entrance.once(talk, () -> follow(named, talk, token)));
            }
            case UNFOLLOW -> unfollow(named, talk);
            default -> greet(named, talk, ServantText.UNKNOWN);
        };
    }

    /** Nothing is answered where the server is away: it must hear of this in the end, so the update has to come again. */
    @Override
    public Future<Void> shutOut(BotContext talk, boolean out) {
        Followers named = followers.named(talk.errand());
        return out ? named.gone(talk.chat()) : arrived(named, talk);
    }

    @Override
    public Profile profile(Language language) {
        return new Profile(
                List.of(
                        new Profile.Command("start", ServantText.COMMAND_START.in(language)),
                        new Profile.Command(FOLLOW, ServantText.COMMAND_FOLLOW.in(language)),
                        new Profile.Command(UNFOLLOW, ServantText.COMMAND_UNFOLLOW.in(language))),
                ServantText.DESCRIPTION.in(language));
    }

    private Future<Void> tapped(Followers named, BotContext talk, String data) {
        return switch (data) {
            case FOLLOW ->
                followed(talk, Optional.empty(), entrance.once(talk, () -> follow(named, talk, Optional.empty())));
            case UNFOLLOW -> unfollow(named, talk);
            default ->
                CatchUp.read(data)
                        .map(choice -> catchUp(named, talk, choice))
                        .orElseGet(() -> talk.note(ServantText.OUTDATED.in(talk.language()))
                                .compose(told -> seen(named, talk)));
        };
    }

    private Future<Void> greet(Followers named, BotContext talk, ServantText words) {
        return talk.reply(menu(talk.language(), words)).compose(said -> seen(named, talk));
    }

    /** Who writes gets an answer also while the server is away; it hears of the person the next time. */
    private Future<Void> seen(Followers named, BotContext talk) {
        return arrived(named, talk).recover(failure -> {
            if (failure instanceof TelegramFailure) {
                return Future.failedFuture(failure);
            }
            note(talk, failure);
            return Future.succeededFuture();
        });
    }

    /** Tells the server that the person is there, and the person what comes now. */
    private Future<Void> arrived(Followers named, BotContext talk) {
        return entrance.once(talk, () -> named.here(talk.chat()).map(now -> new In(now.missed(), now.following())))
                .compose(entry -> entry instanceof In in && in.missed() > 0
                        ? talk.reply(words(talk.language(), Optional.empty(), in))
                        : Future.succeededFuture());
    }

    /** Asks first whether the chat follows already: nothing but an open question is told as missed then. */
    private static Future<Entry> follow(Followers named, BotContext talk, Optional<Shown> token) {
        return named.here(talk.chat())
                .compose(now -> named.follow(talk.chat(), token)
                        .map(entry -> entry instanceof In in && now.following()
                                ? new In(in.missed() > UNASKED ? in.missed() : 0, true)
                                : entry));
    }

    private static Future<Void> followed(BotContext talk, Optional<Shown> token, Future<Entry> attempt) {
        return told(talk, attempt, entry -> talk.reply(words(talk.language(), token, entry)));
    }

    private static Say words(Language language, Optional<Shown> token, Entry entry) {
        if (entry instanceof Locked locked) {
            return Say.plain(ServantText.LOCKED.in(language, locked.minutes()));
        }
        if (!(entry instanceof In in)) {
            return Say.plain((token.isPresent() ? ServantText.WRONG : ServantText.TOKEN_NEEDED).in(language));
        }
        if (in.missed() > UNASKED) {
            return Say.plain(ServantText.QUESTION.in(language, in.missed()))
                    .with(new Button(ServantText.ALL.in(language), CatchUp.ALL.data()))
                    .with(new Button(ServantText.LAST.in(language), CatchUp.LAST.data()))
                    .with(new Button(ServantText.NONE.in(language), CatchUp.NONE.data()));
        }
        if (in.missed() > 0) {
            return Say.plain(ServantText.MISSED.in(language, in.missed()));
        }
        return Say.plain((in.before() ? ServantText.ALREADY : ServantText.FOLLOWING).in(language));
    }

    private static Future<Void> unfollow(Followers named, BotContext talk) {
        return told(
                talk, named.unfollow(talk.chat()), done -> talk.reply(Say.plain(ServantText.LEFT.in(talk.language()))));
    }

    /** The question becomes its answer, so that it can't be answered twice. */
    private static Future<Void> catchUp(Followers named, BotContext talk, CatchUp choice) {
        ServantText words = switch (choice) {
            case ALL -> ServantText.CHOSE_ALL;
            case LAST -> ServantText.CHOSE_LAST;
            case NONE -> ServantText.CHOSE_NONE;
        };
        Future<Void> chosen = named.here(talk.chat()).compose(now -> named.catchUp(talk.chat(), choice));
        return told(talk, chosen, done -> talk.edit(Say.plain(words.in(talk.language()))));
    }

    /** Goes on after a success; else says what is wrong. */
    private static <T> Future<Void> told(BotContext talk, Future<T> work, Function<T, Future<Void>> then) {
        return work.transform(result -> {
            if (result.succeeded()) {
                return then.apply(result.result());
            }
            Throwable failure = result.cause();
            note(talk, failure);
            String words = failure instanceof BroadcastRefused
                    ? ServantText.REFUSED.in(talk.language(), failure.getMessage())
                    : ServantText.AWAY.in(talk.language());
            return talk.reply(Say.plain(words));
        });
    }

    private static void note(BotContext talk, Throwable failure) {
        LOG.atWarn()
                .addKeyValue(BotContext.LOGGED, talk.errand())
                .log("a follower's wish was not fulfilled: {}", failure.getMessage());
    }

    private static Say menu(Language language, ServantText sentence) {
        return Say.plain(sentence.in(language))
                .with(
                        new Button(ServantText.FOLLOW.in(language), FOLLOW),
                        new Button(ServantText.UNFOLLOW.in(language), UNFOLLOW));
    }
}
