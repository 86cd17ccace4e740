package org.postwall.telegram.updates;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.Flood;
import org.postwall.telegram.crypto.Hmac;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.time.Backoff;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;

/**
 * Updates that Telegram delivers to an address of ours, for bots whose work is spread over processes: any number of them
 * may stand behind the address.
 *
 * <p>The webhook stays set when this process stops, since others may go on and Telegram keeps what it can't deliver.
 */
public final class Webhook implements UpdateSource {
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final BotApi api;
    private final Inbox inbox;
    private final URI url;
    private final String secret;
    private final List<String> kinds;
    private final AlarmClock clock;
    private final PollTrouble trouble;
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), ThreadLocalRandom.current());
    private volatile Duration lastContact;
    private volatile boolean stopped;

    /**
     * @param router where the route is mounted, under the path of {@code url}
     * @param url the address under which Telegram reaches the router; https, but for servers of one's own
     * @param kinds the kinds of updates wanted, {@code allowed_updates} of the Bot API
     */
    public Webhook(BotApi api, Inbox inbox, Router router, URI url, List<String> kinds, AlarmClock clock) {
        this.api = api;
        this.inbox = inbox;
        this.url = url;
        this.secret = secretOf(api.token());
        this.kinds = List.copyOf(kinds);
        this.clock = clock;
        this.trouble = new PollTrouble(api.toString());
        new WebhookHandler(inbox, secret, () -> lastContact = clock.now()).mount(router, url.getPath());
    }

    /**
     * The secret that Telegram sends along. It follows from the token, so that all processes behind an address know it
     * and nobody else does.
     */
    private static String secretOf(BotToken token) {
        return HexFormat.of().formatHex(Hmac.of(token.value().getBytes(StandardCharsets.UTF_8), "webhook"));
    }

    @Override
    public void start() {
        if (stopped) {
            return;
        }
        SetWebhook method = SetWebhook.builder()
                .url(url.toString())
                .secretToken(secret)
                .allowedUpdates(kinds)
                .build();
        api.call(method)
                .onSuccess(set -> {
                    lastContact = clock.now();
                    trouble.over();
                })
                .onFailure(failure -> {
                    trouble.met(failure);
                    Duration pause = failure instanceof Flood flood
                            ? flood.retryAfter()
                            : trouble.pause().orElseGet(backoff::next);
                    clock.ring(pause, this::start);
                });
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        return inbox.close().timeout(DRAIN.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    @Override
    public SourceHealth health() {
        Duration last = lastContact;
        return new SourceHealth(
                Optional.ofNullable(last).map(at -> clock.now().minus(at)),
                Duration.ZERO,
                trouble.words(),
                inbox.parkedCount());
    }
}
