package org.postwall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.security.Access;
import org.postwall.server.security.Secret;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.WrongSettings;
import org.postwall.telegram.redis.RedisSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> LEAST = Map.of("SECRET_KEY", KEY, "MONGO_DB_HOST", "mongo");

    @Test
    void the_least_that_is_needed_gives_the_defaults() {
        Settings settings = read(Map.of());
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.access()).isEqualTo(Access.TOKEN);
        assertThat(settings.secret()).contains(new Secret(KEY));
        assertThat(settings.mongo().host()).isEqualTo("mongo");
        assertThat(settings.mongo().port()).isEqualTo(27_017);
        assertThat(settings.mongo().database()).isEqualTo("postwall");
        assertThat(settings.redis()).isEmpty();
        assertThat(settings.chatUrl()).isEmpty();
        assertThat(settings.drain()).isZero();
        assertThat(settings.onLoopback()).isTrue();
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        Map<String, String> wrong = Map.of(
                "SERVER_PORT", "http",
                "API_ACCESS", "public",
                "SECRET_KEY", "short",
                "MONGO_PORT", "0",
                "MONGO_USER", "wall",
                "REDIS_HOST", "redis",
                "REDIS_USER", "wall",
                "WALL_CHAT_URL", "here",
                "DRAIN_SECONDS", "11");
        assertThatThrownBy(() -> Settings.from(new Environment(wrong)))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining("SERVER_PORT must be")
                .hasMessageContaining("API_ACCESS must be one of token, open")
                .hasMessageContaining("SECRET_KEY must have at least 32 bytes")
                .hasMessageContaining("MONGO_DB_HOST is missing")
                .hasMessageContaining("MONGO_PORT must be")
                .hasMessageContaining("MONGO_PASSWORD is missing")
                .hasMessageContaining("REDIS_PASSWORD is missing")
                .hasMessageContaining("WALL_CHAT_URL must be")
                .hasMessageContaining("DRAIN_SECONDS must be a whole number from 0 to 10")
                .hasMessageNotContaining("short");
    }

    @Test
    void the_words_that_let_people_in_are_optional_and_never_printed() {
        assertThat(read(Map.of()).broadcast().master()).isEmpty();
        assertThat(read(Map.of()).broadcast().servant()).isEmpty();
        Settings settings = read(Map.of("MASTER_TOKEN", "open-sesame", "SERVANT_REG_TOKEN", "please"));
        assertThat(settings.broadcast().master()).isPresent();
        assertThat(settings.broadcast().servant()).isPresent();
        assertThat(settings.toString()).doesNotContain("open-sesame").doesNotContain("please");
    }

    @Test
    void a_scratch_directory_must_be_one_that_can_be_written_to() {
        Map<String, String> wrong = Map.of(
                "MONGO_DB_HOST", "mongo",
                "API_ACCESS", "open",
                "SCRATCH_DIR", "/nowhere",
                "SCRATCH_MB", "-1");
        assertThatThrownBy(() -> Settings.from(new Environment(wrong)))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining("SCRATCH_DIR must be a directory that can be written to, not '/nowhere'")
                .hasMessageContaining("SCRATCH_MB must be a whole number from 0");
    }

    @Test
    void a_key_is_needed_where_writes_need_a_token() {
        assertThatThrownBy(() -> Settings.from(new Environment(Map.of("MONGO_DB_HOST", "mongo"))))
                .hasMessageContaining("SECRET_KEY is missing");
    }

    @Test
    void an_open_wall_needs_no_key() {
        Settings open = Settings.from(new Environment(Map.of("MONGO_DB_HOST", "mongo", "API_ACCESS", "open")));
        assertThat(open.secret()).isEmpty();
    }

    @Test
    void a_key_is_measured_in_bytes() {
        assertThat(read(Map.of("SECRET_KEY", "ключ ключ ключ ключ")).secret()).isPresent();
    }

    @Test
    void a_connection_string_wins_and_may_name_the_database() {
        Settings settings = read(Map.of("MONGO_URI", "mongodb://a:1,b:2/pinboard?replicaSet=rs"));
        assertThat(settings.mongo().uri()).contains("mongodb://a:1,b:2/pinboard?replicaSet=rs");
        assertThat(settings.mongo().database()).isEqualTo("pinboard");
        assertThat(read(Map.of("MONGO_URI", "mongodb://a:1/pinboard", "MONGO_DB_NAME", "mine"))
                        .mongo()
                        .database())
                .isEqualTo("mine");
    }

    @Test
    void a_connection_string_that_is_none_is_refused_without_its_password() {
        assertThatThrownBy(() -> read(Map.of("MONGO_URI", "http://user:swordfish@host")))
                .hasMessageContaining("MONGO_URI")
                .hasMessageNotContaining("swordfish");
        assertThatThrownBy(() -> read(Map.of("MONGO_URI", "mongodb://user:sword/fish@host")))
                .hasMessageContaining("MONGO_URI")
                .hasMessageNotContaining("fish");
    }

    @Test
    void redis_is_used_where_it_is_named() {
        Settings settings = read(Map.of("REDIS_HOST", "redis", "REDIS_PORT", "7000", "REDIS_PASSWORD", "p@ss:/"));
        assertThat(settings.redis())
                .contains(new RedisSettings("redis", 7000, Optional.empty(), Optional.of("p@ss:/")));
    }

    @Test
    void printing_shows_no_secret() {
        Settings settings = read(Map.of(
                "MONGO_USER", "wall",
                "MONGO_PASSWORD", "swordfish",
                "REDIS_HOST", "redis",
                "REDIS_PASSWORD", "swordfish"));
        assertThat(settings.toString()).doesNotContain("swordfish").doesNotContain(KEY);
        assertThat(read(Map.of("MONGO_URI", "mongodb://wall:swordfish@host/")).toString())
                .doesNotContain("swordfish");
    }

    @Test
    void other_addresses_than_loopback_are_told_apart() {
        assertThat(read(Map.of("SERVER_BIND", "0.0.0.0")).onLoopback()).isFalse();
        assertThat(read(Map.of("SERVER_BIND", "::1")).onLoopback()).isTrue();
        assertThat(read(Map.of("SERVER_BIND", "localhost")).onLoopback()).isTrue();
    }

    private static Settings read(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.putAll(more);
        return Settings.from(new Environment(environment));
    }
}
