package org.postwall.server.broadcast;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.postwall.telegram.Refused;
import org.postwall.telegram.Telegram;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Sends files, each uploaded to Telegram once per bot: whoever is first carries it along, the others wait for the {@code
 * file_id} that Telegram gives it (Bot API, "Sending files"). What Telegram takes from nobody isn't uploaded for everybody.
 * On one event loop.
 */
final class Uploads {
    private static final int REMEMBERED = 1000;

    private final Files files;
    private final FileIds ids;
    /** Uploads under way; done when another may be tried, or its id is known. */
    private final Map<String, Future<Void>> under = new HashMap<>();

    private final Map<String, SentFile> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .<String, SentFile>build()
            .asMap();
    private final Refusals refusals;
    private long bot;

    Uploads(Files files, FileIds ids, Clock clock) {
        this.files = files;
        this.ids = ids;
        this.refusals = new Refusals(clock);
    }

    void from(long id) {
        bot = id;
        known.clear();
        refusals.clear();
    }

    /** @param method makes the call of a file, as what Telegram takes it for */
    Future<Message> send(
            Telegram telegram, Media media, BiFunction<MediaKind, InputFile, PartialBotApiMethod<Message>> method) {
        String key = media.kind().text() + "/" + media.file();
        SentFile sent = known.get(key);
        if (sent != null) {
            return telegram.call(method.apply(sent.kind(), new InputFile(sent.id())))
                    .recover(failure -> failure instanceof Refused refused && refused.unknownFile()
                            ? forget(key, media, sent).compose(gone -> send(telegram, media, method))
                            : Future.failedFuture(failure));
        }
        Future<Void> first = under.get(key);
        if (first != null) {
            return first.compose(done -> send(telegram, media, method));
        }
        Promise<Void> over = Promise.promise();
        under.put(key, over.future());
        long sender = bot;
        return ids.of(sender, media.kind().text(), media.file())
                .map(found -> found.flatMap(SentFile::of))
                .compose(found -> {
                    if (found.isPresent() && sender == bot) {
                        known.put(key, found.get());
                    }
                    return found.isPresent()
                            ? Future.<Message>succeededFuture()
                            : upload(telegram, key, media, method)
                                    .compose(message -> remember(sender, key, media, message));
                })
                .onComplete(done -> {
                    under.remove(key);
                    over.complete();
                })
                .compose(message -> message == null ? send(telegram, media, method) : Future.succeededFuture(message));
    }

    private Future<Message> upload(
            Telegram telegram,
            String key,
            Media media,
            BiFunction<MediaKind, InputFile, PartialBotApiMethod<Message>> method) {
        Optional<Refused> refused = refusals.of(key);
        if (refused.isPresent()) {
            return Future.failedFuture(refused.get());
        }
        return files.find(media.file())
                .compose(found -> found.map(file -> files.content(file).map(bytes -> input(media, file, bytes)))
                        .orElseGet(() -> Future.failedFuture(
                                new IllegalStateException("file " + media.file() + " isn't there any more"))))
                .compose(input -> telegram.call(method.apply(media.kind(), input)))
                .onSuccess(message -> refusals.forget(key))
                .onFailure(failure -> refusals.note(key, failure));
    }

    private static InputFile input(Media media, StoredFile file, Buffer content) {
        return new InputFile(
                new ByteArrayInputStream(content.getBytes()), media.hints().getString("name", file.name()));
    }

    /** Only an id that couldn't be noted costs another upload, after a restart. */
    private Future<Message> remember(long sender, String key, Media media, Message message) {
        return MediaMethods.sent(media.kind(), message)
                .map(sent -> {
                    if (sender == bot) {
                        known.put(key, sent);
                    }
                    return ids.remember(sender, media.kind().text(), media.file(), sent.text())
                            .otherwiseEmpty()
                            .map(message);
                })
                .orElseGet(() -> Future.succeededFuture(message));
    }

    private Future<Void> forget(String key, Media media, SentFile sent) {
        known.remove(key, sent);
        return ids.forget(bot, media.kind().text(), media.file(), sent.text());
    }
}
