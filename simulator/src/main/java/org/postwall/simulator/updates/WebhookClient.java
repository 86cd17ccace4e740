package org.postwall.simulator.updates;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts one update to an address. It trusts any certificate, as the address is the tester's own. */
final class WebhookClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 100;
    private static final long LONGEST_RETRY_AFTER = 3600;

    private final Vertx vertx;
    private HttpClient http;

    WebhookClient(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Never fails: a failed delivery is an answer that isn't accepted. */
    Future<WebhookAnswer> post(WebhookSettings to, Update update) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(to.url().toString());
        request.putHeader("content-type", "application/json");
        if (!to.secret().isEmpty()) {
            request.putHeader("X-Telegram-Bot-Api-Secret-Token", to.secret());
        }
        request.setConnectTimeout(5_000).setIdleTimeout(PATIENCE.toMillis());
        return client().request(request)
                .compose(ready -> ready.send(update.body().toBuffer()))
                .compose(WebhookClient::read)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> WebhookAnswer.failed(words(failure)));
    }

    /** Most bots never have a webhook, so the client is made when it is needed. */
    private HttpClient client() {
        if (http == null) {
            http = vertx.createHttpClient(
                    new HttpClientOptions().setTrustAll(true).setVerifyHost(false),
                    new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        }
        return http;
    }

    private static Future<WebhookAnswer> read(HttpClientResponse response) {
        String type = response.headers().contains("content-type") ? response.getHeader("content-type") : "";
        String error = response.statusCode() / 100 == 2
                ? ""
                : "Wrong response from the webhook: " + response.statusCode() + " " + response.statusMessage();
        return response.body()
                .map(body -> new WebhookAnswer(error, retryAfter(response), type.toLowerCase(Locale.ROOT), body));
    }

    private static Optional<Duration> retryAfter(HttpClientResponse response) {
        try {
            String header = response.getHeader("Retry-After");
            return Optional.ofNullable(header)
                    .map(seconds -> Duration.ofSeconds(Math.min(LONGEST_RETRY_AFTER, Long.parseLong(seconds.strip()))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String words(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "Connection refused";
        }
        return failure instanceof TimeoutException ? "Read timeout expired" : "Connection closed";
    }
}
