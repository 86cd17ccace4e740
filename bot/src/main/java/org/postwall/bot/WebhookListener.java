package org.postwall.bot;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postwall.bot.talk.Updates;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.process.PortInUse;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.updates.Inbox;
import org.postwall.telegram.updates.UpdateSource;
import org.postwall.telegram.updates.Webhook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port on which Telegram delivers the updates of all bots of this process, a path for each. */
final class WebhookListener implements Updates {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookListener.class);
    private static final Duration IN_FLIGHT = Duration.ofSeconds(4);

    private final WebhookSettings settings;
    private final AlarmClock clock;
    private final Router router;
    private final HttpServer server;

    WebhookListener(Vertx vertx, WebhookSettings settings, AlarmClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.router = Router.router(vertx);
        this.server = vertx.createHttpServer().requestHandler(router);
    }

    @Override
    public UpdateSource open(BotApi api, Inbox inbox, List<String> kinds) {
        URI url = URI.create(settings.url() + "/" + api.token().id());
        return new Webhook(api, inbox, router, url, kinds, clock);
    }

    /** Begins to listen; fails with {@link PortInUse} where another program holds the port. */
    Future<Void> start() {
        return PortInUse.explain(server.listen(settings.port(), settings.bind()), settings.port(), "WEBHOOK_PORT")
                .map(listening -> {
                    LOG.info("the webhook listens on {}:{}", settings.bind(), server.actualPort());
                    return null;
                });
    }

    /** Takes no new deliveries and answers those on their way. */
    Future<Void> stop() {
        return server.shutdown(IN_FLIGHT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
