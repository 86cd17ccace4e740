package org.postwall.bot;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.postwall.bot.health.HealthSettings;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.redis.RedisSettings;

/**
 * All settings of the bots, checked.
 *
 * @param token the wall bot's token
 * @param masterToken the token of the bot that masters write to; absent: there is none
 * @param servantToken the token of the bot that followers read; absent: there is none
 * @param server where the server's API is
 * @param telegram where the Bot API is
 * @param redis where conversations are kept; absent: in memory
 * @param secretKey what tokens for the server are signed with; absent where anyone may post
 * @param messagesPerSecond how much one bot may send; 0: no limit of ours
 * @param webhook how Telegram delivers updates; absent: they are fetched by polling
 * @param health where the bots tell how they are; absent: nowhere
 */
public record Settings(
        BotToken token,
        Optional<BotToken> masterToken,
        Optional<BotToken> servantToken,
        URI server,
        URI telegram,
        Optional<RedisSettings> redis,
        Optional<String> secretKey,
        int messagesPerSecond,
        Optional<WebhookSettings> webhook,
        Optional<HealthSettings> health) {
    private static final int LEAST_KEY_BYTES = 32;
    private static final int SERVER_PORT = 8000;
    private static final BotToken NO_TOKEN = new BotToken("0:" + "_".repeat(20));
    private static final URI NOWHERE = URI.create("http://localhost");

    /** Reads every setting and throws if any is wrong. */
    public static Settings from(Environment environment) {
        Settings settings = new Settings(
                token(environment),
                optionalToken(environment, "MASTER_BOT_TOKEN"),
                optionalToken(environment, "SERVANT_BOT_TOKEN"),
                server(environment),
                environment.address("TELEGRAM_API_URL").orElse(BotApi.TELEGRAM),
                RedisSettings.from(environment),
                secretKey(environment),
                environment.number("BOT_MESSAGES_PER_SECOND", 30, 0, 1000),
                webhook(environment),
                health(environment));
        settings.complainOfTwins(environment);
        environment.check();
        return settings;
    }

    @Override
    public String toString() {
        return "Settings[bot %d, server %s]".formatted(token.id(), server);
    }

    private static BotToken token(Environment environment) {
        String text = environment.required("BOT_TOKEN", "the wall bot's token, from @BotFather");
        if (text.isEmpty()) {
            return NO_TOKEN;
        }
        return checked(environment, "BOT_TOKEN", text).orElse(NO_TOKEN);
    }

    private static Optional<BotToken> optionalToken(Environment environment, String name) {
        return environment.find(name).flatMap(text -> checked(environment, name, text));
    }

    private static Optional<BotToken> checked(Environment environment, String name, String text) {
        if (BotToken.isToken(text)) {
            return Optional.of(new BotToken(text));
        }
        environment.complain(name, "does not look like a bot token (123456789:AAE…)");
        return Optional.empty();
    }

    /** Two conversations of one bot would take each other's updates. */
    private void complainOfTwins(Environment environment) {
        Set<Long> bots = new HashSet<>(Set.of(token.id()));
        if (masterToken.isPresent() && !bots.add(masterToken.get().id())) {
            environment.complain("MASTER_BOT_TOKEN", "must be of another bot than BOT_TOKEN");
        }
        if (servantToken.isPresent() && !bots.add(servantToken.get().id())) {
            environment.complain("SERVANT_BOT_TOKEN", "must be of another bot than BOT_TOKEN and MASTER_BOT_TOKEN");
        }
    }

    /** {@code host}, {@code host:port} or a whole address; a bare host means the server's usual port. */
    private static URI server(Environment environment) {
        String text = environment.required("SERVER_HOST", "where the server is: host, host:port or a URL");
        if (text.isEmpty()) {
            return NOWHERE;
        }
        if (text.contains("://")) {
            return environment.address("SERVER_HOST").orElse(NOWHERE);
        }
        try {
            URI uri = new URI("http://" + text.replaceAll("/+$", ""));
            if (uri.getHost() != null && uri.getUserInfo() == null) {
                return uri.getPort() < 0 && uri.getRawPath().isEmpty() ? new URI(uri + ":" + SERVER_PORT) : uri;
            }
        } catch (URISyntaxException e) {
            // The complaint below says it better.
        }
        environment.complain("SERVER_HOST", "must be host, host:port or an http address, not '%s'".formatted(text));
        return NOWHERE;
    }

    private static Optional<String> secretKey(Environment environment) {
        Optional<String> key = environment.find("SECRET_KEY");
        if (key.isPresent() && key.get().getBytes(StandardCharsets.UTF_8).length < LEAST_KEY_BYTES) {
            environment.complain("SECRET_KEY", "must have at least %d bytes".formatted(LEAST_KEY_BYTES));
        }
        return key;
    }

    private static Optional<WebhookSettings> webhook(Environment environment) {
        String bind = environment.text("WEBHOOK_BIND", "127.0.0.1");
        int port = environment.port("WEBHOOK_PORT", 8082);
        return environment.address("WEBHOOK_URL").map(url -> new WebhookSettings(url, bind, port));
    }

    private static Optional<HealthSettings> health(Environment environment) {
        String bind = environment.text("HEALTH_BIND", "127.0.0.1");
        return environment
                .find("HEALTH_PORT")
                .map(given -> new HealthSettings(bind, environment.port("HEALTH_PORT", 0)));
    }
}
