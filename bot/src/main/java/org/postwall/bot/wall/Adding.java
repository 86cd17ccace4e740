package org.postwall.bot.wall;

import io.vertx.core.Future;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;
import org.postwall.bot.wall.Step.Asked;
import org.postwall.bot.wall.Step.Failed;
import org.postwall.bot.wall.Step.Idle;
import org.postwall.bot.wall.Step.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The adding half of the wall bot: it asks for a text and stores the next one, and nothing that it did not ask for.
 *
 * <p>A post's key is made of the message it was written in, so a redelivered message and a second try are the same post.
 */
final class Adding {
    private static final Logger LOG = LoggerFactory.getLogger(Adding.class);
    private static final int LONGEST = 4096;

    private final long botId;
    private final Wall wall;
    private final States states;

    Adding(long botId, Wall wall, States states) {
        this.botId = botId;
        this.wall = wall;
        this.states = states;
    }

    Future<Void> ask(BotContext talk) {
        Say question = withCancel(Say.plain(WallText.ASK.in(talk.language())), talk.language());
        return set(talk, new Asked()).compose(done -> talk.reply(question));
    }

    Future<Void> forget(BotContext talk) {
        return states.remove(talk.chat());
    }

    Future<Void> text(BotContext talk, String text) {
        return step(talk).compose(step -> {
            if (step instanceof Stored stored && stored.message() == talk.messageId()) {
                return talk.reply(WallBot.menu(talk.language(), WallText.STORED));
            }
            return waits(step) ? checked(talk, text) : talk.reply(WallBot.menu(talk.language(), WallText.NOT_ASKED));
        });
    }

    Future<Void> somethingElse(BotContext talk) {
        return asking(talk, WallText.ONLY_TEXT_WANTED, WallText.ONLY_TEXT);
    }

    Future<Void> unknownCommand(BotContext talk) {
        return asking(talk, WallText.COMMAND_WHILE_ASKED, WallText.UNKNOWN_COMMAND);
    }

    Future<Void> cancelByCommand(BotContext talk) {
        return step(talk).compose(step -> {
            WallText words = waits(step) ? WallText.CANCELLED : WallText.NOTHING_TO_CANCEL;
            return forget(talk).compose(done -> talk.reply(WallBot.menu(talk.language(), words)));
        });
    }

    Future<Void> cancel(BotContext talk) {
        return step(talk).compose(step -> {
            WallText words = waits(step) ? WallText.CANCELLED : WallText.NOTHING_TO_CANCEL;
            return talk.edit(WallBot.menu(talk.language(), words)).compose(done -> forget(talk));
        });
    }

    /** Tries the text once more that could not be stored. */
    Future<Void> again(BotContext talk) {
        return step(talk)
                .compose(step -> step instanceof Failed failed
                        ? wall.add(failed.post()).transform(added -> {
                            if (added.succeeded()) {
                                return stored(talk, failed.message())
                                        .compose(done -> talk.edit(WallBot.menu(talk.language(), WallText.STORED)));
                            }
                            LOG.atWarn()
                                    .addKeyValue(BotContext.LOGGED, talk.errand())
                                    .log("chat {}: a post can't be stored: {}", talk.chat(), reason(added.cause()));
                            return added.cause() instanceof WallRefused
                                    ? set(talk, new Asked())
                                            .compose(done -> talk.edit(refused(talk.language(), added.cause())))
                                    : talk.note(WallText.STILL_NOT_STORED.in(talk.language()));
                        })
                        : talk.note(WallText.NOTHING_TO_REPEAT.in(talk.language())));
    }

    /** What the wall would refuse anyway is told in the person's own language. */
    private Future<Void> checked(BotContext talk, String text) {
        WallText fault = text.length() > LONGEST ? WallText.TOO_LONG : WallText.BLANK;
        return text.length() > LONGEST || text.isBlank()
                ? talk.reply(refused(talk.language(), new WallRefused(fault.in(talk.language()))))
                : add(talk, text);
    }

    private Future<Void> add(BotContext talk, String text) {
        NewPost post = new NewPost(
                "tg:%d:%d:%d".formatted(botId, talk.chat(), talk.messageId()),
                Authors.of(talk.from()),
                text,
                talk.date());
        return wall.add(post).transform(added -> {
            if (added.succeeded()) {
                return stored(talk, talk.messageId())
                        .compose(done -> talk.reply(WallBot.menu(talk.language(), WallText.STORED)));
            }
            LOG.atWarn()
                    .addKeyValue(BotContext.LOGGED, talk.errand())
                    .log("chat {}: a post can't be stored: {}", talk.chat(), reason(added.cause()));
            return added.cause() instanceof WallRefused
                    ? talk.reply(refused(talk.language(), added.cause()))
                    : set(talk, new Failed(talk.messageId(), post))
                            .compose(done -> talk.reply(failed(talk.language())));
        });
    }

    private Future<Void> stored(BotContext talk, int message) {
        return set(talk, new Stored(message));
    }

    private Future<Void> asking(BotContext talk, WallText whenAsked, WallText otherwise) {
        return step(talk)
                .compose(step -> talk.reply(
                        waits(step)
                                ? withCancel(Say.plain(whenAsked.in(talk.language())), talk.language())
                                : WallBot.menu(talk.language(), otherwise)));
    }

    private Future<Step> step(BotContext talk) {
        return states.get(talk.chat()).map(state -> state.map(Step::read).orElse(new Idle()));
    }

    private Future<Void> set(BotContext talk, Step step) {
        return states.put(talk.chat(), step.write());
    }

    private static boolean waits(Step step) {
        return step instanceof Asked || step instanceof Failed;
    }

    private static Say failed(Language language) {
        Say say = Say.plain(WallText.NOT_STORED.in(language)).with(new Button(WallText.AGAIN.in(language), Taps.AGAIN));
        return withCancel(say, language);
    }

    private static Say refused(Language language, Throwable why) {
        return withCancel(Say.plain(WallText.REFUSED.in(language, why.getMessage())), language);
    }

    private static Say withCancel(Say say, Language language) {
        return say.with(new Button(WallText.CANCEL.in(language), Taps.CANCEL));
    }

    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName() + " " + failure.getMessage();
    }
}
