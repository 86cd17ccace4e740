package org.postwall.bot.wall;

import io.vertx.core.Future;
import java.util.function.Function;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading half of the wall bot: a page in one message, whose buttons turn it in place. */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final Wall wall;
    private final Pages pages;

    Reading(Wall wall) {
        this.wall = wall;
        this.pages = new Pages(wall);
    }

    /** Shows the newest page in a new message. */
    Future<Void> open(BotContext talk) {
        return pages.newest()
                .map(page -> new PageText(talk.language()).page(page))
                .recover(failure -> away(failure, talk))
                .compose(talk::reply);
    }

    /** Follows a button of a page; any other data is that of a button that no longer exists. */
    Future<Void> turn(BotContext talk, String data) {
        if (data.equals(Taps.REFRESH)) {
            return show(talk, pages.newest());
        }
        if (data.startsWith(Taps.OLDER)) {
            return step(talk, data.substring(Taps.OLDER.length()), pages::older);
        }
        if (data.startsWith(Taps.NEWER)) {
            return step(talk, data.substring(Taps.NEWER.length()), pages::newer);
        }
        return data.matches(Taps.FULL + "[1-9]\\d{0,17}")
                ? full(talk, Long.parseLong(data.substring(Taps.FULL.length())))
                : outdated(talk);
    }

    private Future<Void> step(BotContext talk, String place, Function<Place, Future<Page>> step) {
        return Place.read(place).map(from -> show(talk, step.apply(from))).orElseGet(() -> outdated(talk));
    }

    /** Where the wall is away the page stays as it is, and a note says so. */
    private Future<Void> show(BotContext talk, Future<Page> found) {
        return found.transform(page -> page.succeeded()
                ? talk.edit(new PageText(talk.language()).page(page.result()))
                : note(talk, page.cause()));
    }

    private Future<Void> full(BotContext talk, long id) {
        return wall.find(id).transform(found -> {
            if (found.failed()) {
                return note(talk, found.cause());
            }
            return found.result()
                    .map(post -> say(talk, post))
                    .orElseGet(() -> talk.note(WallText.GONE.in(talk.language())));
        });
    }

    private static Future<Void> say(BotContext talk, Post post) {
        Future<Void> said = Future.succeededFuture();
        for (Say part : new PageText(talk.language()).full(post)) {
            said = said.compose(before -> talk.reply(part));
        }
        return said;
    }

    private static Future<Void> note(BotContext talk, Throwable failure) {
        LOG.atWarn()
                .addKeyValue(BotContext.LOGGED, talk.errand())
                .log("chat {}: a page can't be shown: {}", talk.chat(), failure.getMessage());
        return talk.note(WallText.AWAY.in(talk.language()));
    }

    private static Future<Say> away(Throwable failure, BotContext talk) {
        LOG.atWarn()
                .addKeyValue(BotContext.LOGGED, talk.errand())
                .log("chat {}: the wall can't be shown: {}", talk.chat(), failure.getMessage());
        return Future.succeededFuture(Say.plain(WallText.AWAY.in(talk.language()))
                .with(new Button(WallText.AGAIN.in(talk.language()), Taps.GET)));
    }

    private static Future<Void> outdated(BotContext talk) {
        return talk.note(WallText.OUTDATED.in(talk.language()));
    }
}
