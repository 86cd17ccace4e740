package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postwall.bot.state.States;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Say;
import org.postwall.telegram.Refused;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.ParseMode;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;

/**
 * The messages that show how far broadcasts got, one per broadcast, each edited in place until its broadcast is
 * finished. Thread-safe.
 *
 * <p>Which they are is kept among the bot's states, under a chat that can't be, so that a restart goes on with them. A
 * broadcast in which nothing happens for an hour is no longer watched; a tap on its buttons brings it back.
 */
final class ProgressBoard {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressBoard.class);
    /** Telegram numbers chats from 1 up and from -1 down. */
    private static final long NO_CHAT = 0;

    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** Copies that Telegram does not let us delete any more stay for ever. */
    private static final Duration QUIET_AT_THE_END = Duration.ofMinutes(1);

    private static final Duration SAVED_AGAIN = States.LIFETIME.dividedBy(6);

    private final Broadcasts broadcasts;
    private final States states;
    private final AlarmClock clock;
    private final Map<Long, Shown> shown = new LinkedHashMap<>();
    private Telegram telegram;
    private Future<Void> saving = Future.succeededFuture();
    private Duration savedAt;
    private boolean closed;

    /** What a message shows, and since when it shows just that. */
    private record Shown(Watch watch, String text, Duration since) {}

    ProgressBoard(Broadcasts broadcasts, States states, AlarmClock clock) {
        this.broadcasts = broadcasts;
        this.states = states;
        this.clock = clock;
        this.savedAt = clock.now();
    }

    /** Goes on with what was watched before a restart. */
    synchronized void open(Telegram way) {
        telegram = way;
        saving = states.get(NO_CHAT)
                .onSuccess(state ->
                        state.map(ProgressBoard::watches).orElse(List.of()).forEach(this::watch))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    synchronized void close() {
        closed = true;
    }

    /** Shows a broadcast in a new message and keeps that up to date; once, however often it is asked to. */
    Future<Void> show(long broadcast, long chat, Language language) {
        return restored().compose(done -> {
            if (isShown(broadcast)) {
                return Future.succeededFuture();
            }
            Say say = ProgressText.show(broadcast, new Progress(Map.of(), false), language);
            SendMessage message = SendMessage.builder()
                    .chatId(chat)
                    .text(say.text().toString())
                    .parseMode(ParseMode.HTML)
                    .replyMarkup(say.keyboard())
                    .build();
            return telegram()
                    .call(message)
                    .map(sent -> new Watch(broadcast, chat, sent.getMessageId(), language))
                    .compose(watch -> {
                        watch(watch);
                        return save();
                    })
                    .recover(failure -> failure instanceof Refused ? ignored(failure) : Future.failedFuture(failure));
        });
    }

    /** Keeps a message up to date from now on, if nothing does yet. */
    void watch(Watch watch) {
        synchronized (this) {
            if (shown.putIfAbsent(watch.broadcast(), new Shown(watch, "", clock.now())) != null) {
                return;
            }
        }
        later(watch);
    }

    private void later(Watch watch) {
        clock.ring(PAUSE, () -> {
            if (!isClosed()) {
                look(watch);
            }
        });
    }

    private void look(Watch watch) {
        broadcasts
                .progress(watch.broadcast())
                .compose(found -> found.map(progress -> update(watch, progress)).orElseGet(() -> drop(watch)))
                .onComplete(done -> {
                    if (done.failed()) {
                        LOG.debug(
                                "the progress of broadcast {}: {}",
                                watch.broadcast(),
                                done.cause().getMessage());
                    }
                    if (done.failed() || done.result()) {
                        later(watch);
                    }
                });
    }

    /** Brings a message up to date; tells whether to look again. */
    private Future<Boolean> update(Watch watch, Progress progress) {
        Say say = ProgressText.show(watch.broadcast(), progress, watch.language());
        Shown before = shown(watch);
        if (before.text().equals(say.text().toString())) {
            Duration quiet = clock.now().minus(before.since());
            Duration most = progress.finished() ? QUIET_AT_THE_END : States.LIFETIME;
            return progress.isSettled() || quiet.compareTo(most) >= 0 ? drop(watch) : saveInTime();
        }
        EditMessageText edit = EditMessageText.builder()
                .chatId(watch.chat())
                .messageId(watch.message())
                .text(say.text().toString())
                .parseMode(ParseMode.HTML)
                .replyMarkup(say.keyboard())
                .build();
        return telegram()
                .call(edit)
                .map(true)
                .recover(failure -> failure instanceof Refused refused
                        ? Future.succeededFuture(refused.notModified())
                        : Future.failedFuture(failure))
                .compose(stands -> {
                    edited(watch, say);
                    return stands && !progress.isSettled() ? saveInTime() : drop(watch);
                });
    }

    private Future<Boolean> drop(Watch watch) {
        synchronized (this) {
            shown.remove(watch.broadcast());
        }
        return save().map(false);
    }

    private Future<Boolean> saveInTime() {
        synchronized (this) {
            if (clock.now().minus(savedAt).compareTo(SAVED_AGAIN) < 0) {
                return Future.succeededFuture(true);
            }
        }
        return save().map(true);
    }

    /** One after the other, so that no older list overtakes a newer one. */
    private synchronized Future<Void> save() {
        savedAt = clock.now();
        saving = saving.compose(before -> states.put(NO_CHAT, written())).otherwiseEmpty();
        return saving;
    }

    private synchronized JsonObject written() {
        JsonArray watches = new JsonArray();
        shown.values().forEach(one -> watches.add(one.watch().write()));
        return new JsonObject().put("watches", watches);
    }

    private static Collection<Watch> watches(JsonObject written) {
        return written.getJsonArray("watches", new JsonArray()).stream()
                .map(Watch::read)
                .flatMap(Optional::stream)
                .toList();
    }

    private synchronized Future<Void> restored() {
        return saving;
    }

    private synchronized Telegram telegram() {
        return telegram;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean isShown(long broadcast) {
        return shown.containsKey(broadcast);
    }

    private synchronized Shown shown(Watch watch) {
        return shown.getOrDefault(watch.broadcast(), new Shown(watch, "", clock.now()));
    }

    private synchronized void edited(Watch watch, Say say) {
        shown.computeIfPresent(
                watch.broadcast(), (id, old) -> new Shown(watch, say.text().toString(), clock.now()));
    }

    private static Future<Void> ignored(Throwable failure) {
        LOG.warn("a broadcast's progress can't be shown: {}", failure.getMessage());
        return Future.succeededFuture();
    }
}
