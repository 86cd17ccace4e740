package org.postwall.bot.talk;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.postwall.telegram.Flood;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.time.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.description.GetMyDescription;
import org.telegram.telegrambots.meta.api.methods.description.SetMyDescription;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;

/**
 * Keeps a bot's menu of commands and its description at Telegram as its conversation wants them, in every language.
 *
 * <p>It changes only what differs, and does not go through the flood gate: Telegram limits these calls so strictly
 * that a 429 for them would silence the bot for hours.
 */
final class Presentation {
    private static final Logger LOG = LoggerFactory.getLogger(Presentation.class);

    private final Telegram telegram;
    private final Conversation conversation;
    private final AlarmClock clock;
    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), ThreadLocalRandom.current());
    private volatile boolean stopped;

    Presentation(Telegram telegram, Conversation conversation, AlarmClock clock) {
        this.telegram = telegram;
        this.conversation = conversation;
        this.clock = clock;
    }

    /** Begins; goes on until Telegram has answered. */
    void start() {
        if (stopped) {
            return;
        }
        // English is for everyone who has no language of their own here.
        present(Language.EN, null).compose(done -> present(Language.RU, "ru")).onFailure(failure -> {
            if (failure instanceof NoAnswer || failure instanceof Flood) {
                clock.ring(failure instanceof Flood flood ? flood.retryAfter() : backoff.next(), this::start);
            } else {
                LOG.warn("the menu and the description stay as they are: {}", failure.getMessage());
            }
        });
    }

    void stop() {
        stopped = true;
    }

    private Future<Void> present(Language language, String code) {
        Profile profile = conversation.profile(language);
        return commands(profile, code).compose(done -> description(profile, code));
    }

    private Future<Void> commands(Profile profile, String code) {
        List<BotCommand> wanted = profile.commands().stream()
                .map(command -> new BotCommand(command.name(), command.description()))
                .toList();
        BotCommandScopeAllPrivateChats scope =
                BotCommandScopeAllPrivateChats.builder().build();
        return telegram.call(
                        GetMyCommands.builder().scope(scope).languageCode(code).build())
                .compose(now -> now.equals(wanted)
                        ? Future.succeededFuture()
                        : telegram.call(SetMyCommands.builder()
                                        .commands(wanted)
                                        .scope(scope)
                                        .languageCode(code)
                                        .build())
                                .mapEmpty());
    }

    private Future<Void> description(Profile profile, String code) {
        return telegram.call(GetMyDescription.builder().languageCode(code).build())
                .compose(now -> profile.description().equals(now.getDescription())
                        ? Future.succeededFuture()
                        : telegram.call(SetMyDescription.builder()
                                        .description(profile.description())
                                        .languageCode(code)
                                        .build())
                                .mapEmpty());
    }
}
