package org.postwall.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.bot.health.HealthSettings;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.WrongSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsTest {
    private static final String TOKEN = "123456789:AAE_secret-secret-secret";
    private static final String MASTER = "223456789:AAE_secret-secret-secret";
    private static final String SERVANT = "323456789:AAE_secret-secret-secret";

    @Test
    void a_token_and_a_server_are_enough() {
        Settings settings = settings(Map.of());
        assertThat(settings.telegram()).isEqualTo(URI.create("https://api.telegram.org"));
        assertThat(settings.redis()).isEmpty();
        assertThat(settings.secretKey()).isEmpty();
        assertThat(settings.webhook()).isEmpty();
        assertThat(settings.messagesPerSecond()).isEqualTo(30);
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "server, http://server:8000",
        "server:80, http://server:80",
        "127.0.0.1:8000/, http://127.0.0.1:8000",
        "[::1]:8000, http://[::1]:8000",
        "http://nginx, http://nginx",
        "https://wall.example.org/base/, https://wall.example.org/base",
    })
    void the_server_may_be_a_host_a_port_or_a_whole_address(String text, URI address) {
        assertThat(settings(Map.of("SERVER_HOST", text)).server()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "a b", "user@host", ":80", "host:port"})
    void no_address_is_named(String text) {
        assertThatThrownBy(() -> settings(Map.of("SERVER_HOST", text)))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining("SERVER_HOST");
    }

    @Test
    void everything_that_is_wrong_is_named_at_once_and_no_secret_is_shown() {
        assertThatThrownBy(() -> Settings.from(new Environment(Map.of(
                        "BOT_TOKEN", "secret-but-no-token",
                        "SECRET_KEY", "too-short-secret",
                        "REDIS_HOST", "redis",
                        "REDIS_USER", "postwall",
                        "REDIS_PORT", "0",
                        "TELEGRAM_API_URL", "telegram",
                        "WEBHOOK_URL", "no",
                        "BOT_MESSAGES_PER_SECOND", "-1"))))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContainingAll("BOT_TOKEN", "SECRET_KEY", "REDIS_PASSWORD", "REDIS_PORT", "TELEGRAM_API_URL")
                .hasMessageContainingAll("WEBHOOK_URL", "BOT_MESSAGES_PER_SECOND", "SERVER_HOST")
                .hasMessageNotContaining("secret-");
    }

    @Test
    void masters_and_followers_have_bots_only_where_tokens_are_given() {
        assertThat(settings(Map.of()).masterToken()).isEmpty();
        assertThat(settings(Map.of()).servantToken()).isEmpty();
        Settings settings = settings(Map.of("MASTER_BOT_TOKEN", MASTER, "SERVANT_BOT_TOKEN", SERVANT));
        assertThat(settings.masterToken()).contains(new BotToken(MASTER));
        assertThat(settings.servantToken()).contains(new BotToken(SERVANT));
        assertThatThrownBy(() -> settings(Map.of("MASTER_BOT_TOKEN", "secret-one", "SERVANT_BOT_TOKEN", "secret-two")))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContainingAll("MASTER_BOT_TOKEN does not", "SERVANT_BOT_TOKEN does not")
                .hasMessageNotContaining("secret-");
    }

    @Test
    void two_conversations_of_one_bot_are_a_mistake() {
        assertThatThrownBy(() -> settings(Map.of("MASTER_BOT_TOKEN", TOKEN, "SERVANT_BOT_TOKEN", SERVANT)))
                .hasMessageContaining("MASTER_BOT_TOKEN must be of another bot")
                .hasMessageNotContaining("SERVANT_BOT_TOKEN must");
        assertThatThrownBy(() -> settings(Map.of("MASTER_BOT_TOKEN", MASTER, "SERVANT_BOT_TOKEN", MASTER)))
                .hasMessageContaining("SERVANT_BOT_TOKEN must be of another bot");
    }

    @Test
    void health_is_told_on_loopback_and_only_where_a_port_is_given() {
        assertThat(settings(Map.of("HEALTH_BIND", "0.0.0.0")).health()).isEmpty();
        assertThat(settings(Map.of("HEALTH_PORT", "8083")).health()).contains(new HealthSettings("127.0.0.1", 8083));
        assertThatThrownBy(() -> settings(Map.of("HEALTH_PORT", "many"))).hasMessageContaining("HEALTH_PORT");
    }

    @Test
    void redis_takes_what_it_is_given() {
        Settings settings = settings(
                Map.of("REDIS_HOST", "redis", "REDIS_PORT", "7000", "REDIS_USER", "u", "REDIS_PASSWORD", "p@:/"));
        assertThat(settings.redis()).hasValueSatisfying(redis -> {
            assertThat(redis.addresses()).hasToString("[redis:7000]");
            assertThat(redis.password()).contains("p@:/");
            assertThat(redis.toString()).contains("redis:7000").doesNotContain("p@:/");
        });
    }

    private static Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of("BOT_TOKEN", TOKEN, "SERVER_HOST", "server"));
        all.putAll(more);
        return Settings.from(new Environment(all));
    }
}
