package org.postwall.bot.talk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwall.telegram.NoAnswer;
import org.postwall.telegram.Refused;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.methods.ParseMode;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.File;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * One update seen from inside a conversation: who wrote or tapped what, and the ways to answer.
 *
 * <p>What Telegram refuses (the person blocked the bot, the message is gone) is logged and counts as said, since
 * saying it again would be refused again. No answer from Telegram fails, so that the update is tried again.
 */
public final class BotContext {
    /** The name of {@link #errand} in log lines. */
    public static final String LOGGED = "request_id";

    private static final Logger LOG = LoggerFactory.getLogger(BotContext.class);
    private static final Pattern COMMAND = Pattern.compile("^/(\\w{1,32})(@\\w+)?(?=\\s|$)");
    private static final int ANSWER_TRIES = 4;
    private static final Duration ANSWER_PAUSE = Duration.ofMillis(300);

    private final Telegram telegram;
    private final Function<File, Future<Buffer>> files;
    private final AlarmClock clock;
    private final String errand;
    private final Update update;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** @param files hands out the content of a file that getFile prepared */
    BotContext(
            Telegram telegram, Function<File, Future<Buffer>> files, AlarmClock clock, String errand, Update update) {
        this.telegram = telegram;
        this.files = files;
        this.clock = clock;
        this.errand = errand;
        this.update = update;
    }

    /** The name under which this update is found in the logs of the bot, of nginx and of the server. */
    public String errand() {
        return errand;
    }

    /** Tells whether there is someone to answer, in a private chat. */
    public boolean isPrivate() {
        if (update.hasMyChatMember()) {
            return update.getMyChatMember().getChat().isUserChat();
        }
        return message()
                .map(written -> written.isUserMessage() && written.getFrom() != null)
                .orElseGet(() -> tappedMessage().isPresent() && chat() == from().getId());
    }

    public long chat() {
        if (update.hasMyChatMember()) {
            return update.getMyChatMember().getChat().getId();
        }
        return message()
                .map(Message::getChatId)
                .or(() -> tappedMessage().map(MaybeInaccessibleMessage::getChatId))
                .orElse(0L);
    }

    public User from() {
        if (update.hasMyChatMember()) {
            return update.getMyChatMember().getFrom();
        }
        return message()
                .map(Message::getFrom)
                .orElseGet(() -> update.getCallbackQuery().getFrom());
    }

    public Language language() {
        return Language.of(from().getLanguageCode());
    }

    /** The id of the message that was written or whose button was tapped. */
    public int messageId() {
        return message()
                .map(Message::getMessageId)
                .or(() -> tappedMessage().map(MaybeInaccessibleMessage::getMessageId))
                .orElse(0);
    }

    /** When the message was written, to the second. */
    public Instant date() {
        return Instant.ofEpochSecond(update.getMessage().getDate());
    }

    /** The message that was written or edited. */
    public Optional<Message> message() {
        return Optional.ofNullable(update.hasMessage() ? update.getMessage() : update.getEditedMessage());
    }

    /** The text of a message, commands included. */
    public Optional<String> text() {
        return message().map(Message::getText);
    }

    /** The formatting of the text; its offsets and lengths are in UTF-16 units. */
    public List<MessageEntity> entities() {
        return message().map(Message::getEntities).map(List::copyOf).orElse(List.of());
    }

    /** The name of the command that the text begins with, in lower case, without slash and {@code @bot}. */
    public Optional<String> command() {
        return text().map(COMMAND::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT));
    }

    /** What the tapped button carries. */
    public Optional<String> tapped() {
        return update.hasCallbackQuery()
                ? Optional.of(update.getCallbackQuery()).map(query -> query.getData() == null ? "" : query.getData())
                : Optional.empty();
    }

    /** Loads a file that Telegram named in an update; fails with a {@link Refused#tooBig} for more than 20 MB. */
    public Future<Download> download(String fileId) {
        return telegram.call(GetFile.builder().fileId(fileId).build())
                .compose(file -> files.apply(file).map(content -> new Download(file.getFilePath(), content)));
    }

    /** Says something in a new message. */
    public Future<Void> reply(Say say) {
        SendMessage message = SendMessage.builder()
                .chatId(chat())
                .text(say.text().toString())
                .parseMode(ParseMode.HTML)
                .linkPreviewOptions(noPreview())
                .replyMarkup(say.rows().isEmpty() ? null : say.keyboard())
                .build();
        return said(telegram.call(message));
    }

    /** Says something in place of the message whose button was tapped; in a new one if that is gone. */
    public Future<Void> edit(Say say) {
        EditMessageText edit = EditMessageText.builder()
                .chatId(chat())
                .messageId(messageId())
                .text(say.text().toString())
                .parseMode(ParseMode.HTML)
                .linkPreviewOptions(noPreview())
                .replyMarkup(say.keyboard())
                .build();
        return said(telegram.call(edit)
                .recover(failure -> failure instanceof Refused refused && refused.messageGone()
                        ? reply(say).mapEmpty()
                        : Future.failedFuture(failure)));
    }

    /**
     * Says something short over the chat, which ends the tapped button's waiting; at most 200 characters. Where that has
     * ended already, since the answer took long, it becomes a message.
     */
    public Future<Void> note(String words) {
        return answered.get() ? reply(Say.plain(words)) : answer(words);
    }

    /** Ends the tapped button's waiting if nothing has yet. */
    Future<Void> answer() {
        return answer(null);
    }

    private Future<Void> answer(String words) {
        if (!update.hasCallbackQuery() || !answered.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        AnswerCallbackQuery answer = AnswerCallbackQuery.builder()
                .callbackQueryId(update.getCallbackQuery().getId())
                .text(words)
                .build();
        return answer(answer, ANSWER_TRIES);
    }

    /** Repeated here, since answering twice does no harm but handling the whole tap again might. */
    private Future<Void> answer(AnswerCallbackQuery answer, int tries) {
        return telegram.call(answer).<Void>mapEmpty().recover(failure -> {
            if (tries <= 1 || !(failure instanceof NoAnswer)) {
                LOG.debug("a tap stays unanswered: {}", failure.getMessage());
                return Future.succeededFuture();
            }
            Promise<Void> pause = Promise.promise();
            clock.ring(ANSWER_PAUSE, pause::complete);
            return pause.future().compose(again -> answer(answer, tries - 1));
        });
    }

    private Future<Void> said(Future<? extends Serializable> call) {
        return call.<Void>mapEmpty().recover(failure -> {
            if (!(failure instanceof Refused refused)) {
                return Future.failedFuture(failure);
            }
            if (!refused.notModified() && !refused.unreachable()) {
                // No chat is named: some bots must not tell who talks to them, and the errand leads to the update.
                LOG.atWarn().addKeyValue(LOGGED, errand).log("not said: {}", refused.getMessage());
            }
            return Future.succeededFuture();
        });
    }

    private Optional<MaybeInaccessibleMessage> tappedMessage() {
        return Optional.ofNullable(update.getCallbackQuery()).map(CallbackQuery::getMessage);
    }

    private static LinkPreviewOptions noPreview() {
        return LinkPreviewOptions.builder().isDisabled(true).build();
    }
}
