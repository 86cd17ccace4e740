package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postwall.simulator.updates.BotUpdates;
import org.postwall.simulator.updates.Webhook;
import org.postwall.simulator.updates.WebhookSettings;

/**
 * Having updates delivered. Beyond Telegram's rules, an {@code http} address on loopback is taken, since that is where
 * bots under test listen.
 */
final class Webhooks {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]*");
    private static final int LONGEST_SECRET = 256;
    private static final List<Integer> PORTS = List.of(-1, 80, 88, 443, 8443);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int USUAL_CONNECTIONS = 40;
    private static final int MOST_CONNECTIONS = 100;

    private final WebhookReplies replies;

    Webhooks(WebhookReplies replies) {
        this.replies = replies;
    }

    Object setWebhook(Call call) {
        String url = call.text("url").strip();
        if (url.isEmpty()) {
            return deleteWebhook(call);
        }
        WebhookSettings settings = new WebhookSettings(
                address(url),
                secret(call),
                call.params().integer("max_connections", USUAL_CONNECTIONS, 1, MOST_CONNECTIONS),
                call.params().upload("certificate").isPresent());
        BotUpdates updates = call.bot().updates();
        Polling.allow(call, updates);
        if (call.params().flag("drop_pending_updates")) {
            updates.queue().clear();
        } else if (updates.webhook().settings().filter(settings::equals).isPresent()) {
            return new Described(true, "Webhook is already set");
        }
        updates.openWebhook(settings, answer -> replies.act(call.bot(), answer));
        return new Described(true, "Webhook was set");
    }

    Object deleteWebhook(Call call) {
        BotUpdates updates = call.bot().updates();
        if (call.params().flag("drop_pending_updates")) {
            updates.queue().clear();
        }
        if (updates.webhook().settings().isEmpty()) {
            return new Described(true, "Webhook is already deleted");
        }
        updates.closeWebhook();
        return new Described(true, "Webhook was deleted");
    }

    JsonObject getWebhookInfo(Call call) {
        Webhook webhook = call.bot().updates().webhook();
        Optional<WebhookSettings> settings = webhook.settings();
        JsonObject info = new JsonObject()
                .put("url", settings.map(set -> set.url().toString()).orElse(""))
                .put(
                        "has_custom_certificate",
                        settings.filter(WebhookSettings::customCertificate).isPresent())
                .put("pending_update_count", call.bot().updates().queue().size());
        settings.ifPresent(set -> info.put("max_connections", set.maxConnections()));
        if (settings.isPresent()) {
            webhook.lastErrorAt()
                    .ifPresent(at -> info.put("last_error_date", at.getEpochSecond())
                            .put("last_error_message", webhook.lastError()));
        }
        List<String> allowed = call.bot().updates().queue().allowed();
        return allowed.isEmpty() ? info : info.put("allowed_updates", new JsonArray(allowed));
    }

    private static URI address(String url) {
        URI uri;
        try {
            uri = new URI(url.contains("://") ? url : "https://" + url);
        } catch (URISyntaxException e) {
            throw Refusal.bad("invalid webhook URL specified");
        }
        if (uri.getHost() == null) {
            throw Refusal.bad("invalid webhook URL specified");
        }
        if (LOOPBACK.contains(uri.getHost()) && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            return uri;
        }
        if (!"https".equals(uri.getScheme())) {
            throw Refusal.bad("bad webhook: An HTTPS URL must be provided for webhook");
        }
        if (!PORTS.contains(uri.getPort())) {
            throw Refusal.bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
        }
        return uri;
    }

    private static String secret(Call call) {
        String secret = call.text("secret_token");
        if (secret.length() > LONGEST_SECRET) {
            throw Refusal.bad("secret token is too long");
        }
        if (!SECRET.matcher(secret).matches()) {
            throw Refusal.bad("secret token contains unallowed characters");
        }
        return secret;
    }
}
