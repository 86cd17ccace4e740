package org.postwall.bot.wall;

import io.vertx.core.Future;
import java.util.List;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.BotContext;
import org.postwall.bot.talk.Conversation;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Profile;
import org.postwall.bot.talk.Profile.Command;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;

/**
 * The conversation of the wall bot: a greeting with two buttons, one to add a post and one to read the wall.
 *
 * <p>It talks in private chats only and is silent in groups, where every member's every word would reach it.
 */
public final class WallBot implements Conversation {
    private final long botId;
    private final Wall wall;
    private final States states;

    public WallBot(long botId, Wall wall, States states) {
        this.botId = botId;
        this.wall = wall;
        this.states = states;
    }

    /** Both halves at work on one update. */
    private record Halves(Adding adding, Reading reading) {}

    @Override
    public Future<Void> handle(BotContext talk) {
        if (!talk.isPrivate()) {
            return Future.succeededFuture();
        }
        Wall named = wall.named(talk.errand());
        Halves halves = new Halves(new Adding(botId, named, states), new Reading(named));
        if (talk.tapped().isPresent()) {
            return tapped(halves, talk, talk.tapped().get());
        }
        if (talk.command().isPresent()) {
            return command(halves, talk, talk.command().get());
        }
        return talk.text().isPresent()
                ? halves.adding().text(talk, talk.text().get())
                : halves.adding().somethingElse(talk);
    }

    @Override
    public Profile profile(Language language) {
        return new Profile(
                List.of(
                        new Command("start", WallText.COMMAND_START.in(language)),
                        new Command("add", WallText.COMMAND_ADD.in(language)),
                        new Command("get", WallText.COMMAND_GET.in(language)),
                        new Command("cancel", WallText.COMMAND_CANCEL.in(language))),
                WallText.DESCRIPTION.in(language));
    }

    /** A sentence with the two buttons everything begins with. */
    static Say menu(Language language, WallText sentence) {
        return Say.plain(sentence.in(language))
                .with(new Button(WallText.ADD.in(language), Taps.ADD))
                .with(new Button(WallText.GET.in(language), Taps.GET));
    }

    private static Future<Void> command(Halves halves, BotContext talk, String command) {
        return switch (command) {
            case "start", "help" ->
                halves.adding().forget(talk).compose(done -> talk.reply(menu(talk.language(), WallText.GREETING)));
            case "add" -> halves.adding().ask(talk);
            case "get" -> halves.reading().open(talk);
            case "cancel" -> halves.adding().cancelByCommand(talk);
            default -> halves.adding().unknownCommand(talk);
        };
    }

    private static Future<Void> tapped(Halves halves, BotContext talk, String data) {
        return switch (data) {
            case Taps.ADD -> halves.adding().ask(talk);
            case Taps.GET -> halves.reading().open(talk);
            case Taps.CANCEL -> halves.adding().cancel(talk);
            case Taps.AGAIN -> halves.adding().again(talk);
            default -> halves.reading().turn(talk, data);
        };
    }
}
