package org.postwall.telegram.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.WrongSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisSettingsTest {
    @Test
    void without_a_host_there_is_no_redis() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(Map.of("REDIS_PORT", "7000", "REDIS_USER", "wall"))).isEmpty();
    }

    @Test
    void a_host_alone_is_one_redis_at_the_usual_port() {
        assertThat(read(Map.of("REDIS_HOST", "redis")))
                .contains(new RedisSettings("redis", 6379, Optional.empty(), Optional.empty()));
        assertThat(read(Map.of("REDIS_HOST", "redis", "REDIS_TYPE", "standalone", "REDIS_PORT", "7000")))
                .contains(new RedisSettings("redis", 7000, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "redis, redis:6400",
        "redis:7000, redis:7000",
        "10.0.0.7:7000, 10.0.0.7:7000",
        "redis-1.example.org, redis-1.example.org:6400",
        "::1, [::1]:6400",
        "[::1], [::1]:6400",
        "[fe80::7]:7000, [fe80::7]:7000",
    })
    void an_address_is_a_host_with_or_without_a_port(String text, String address) {
        RedisSettings settings =
                read(Map.of("REDIS_HOST", text, "REDIS_PORT", "6400")).orElseThrow();
        assertThat(settings.addresses()).map(RedisAddress::toString).containsExactly(address);
        assertThat(settings.addresses().get(0).uri()).isEqualTo("redis://" + address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://redis",
                "redis:",
                "redis:port",
                "redis:0",
                "redis:65536",
                "redis:70000",
                "re dis",
                "user:swordfish@redis",
                "user:swordfish@redis:1",
                "my_redis",
                "[::1",
                ",",
                "redis,",
                "redis,,other",
                "-",
                "[]",
                "::g",
            })
    void what_is_no_address_is_refused_and_not_repeated(String text) {
        assertThatThrownBy(() -> read(Map.of("REDIS_HOST", text, "REDIS_TYPE", "cluster")))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining("REDIS_HOST must be host or host:port")
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void sentinels_and_nodes_of_a_cluster_may_be_listed() {
        RedisSettings sentinels = read(Map.of(
                        "REDIS_TYPE", "sentinel",
                        "REDIS_HOST", "a:26379, b ,c:1",
                        "REDIS_PORT", "26380",
                        "REDIS_MASTER", "wall"))
                .orElseThrow();
        assertThat(sentinels.type()).isEqualTo(RedisSettings.Type.SENTINEL);
        assertThat(sentinels.master()).isEqualTo("wall");
        assertThat(sentinels.addresses())
                .isEqualTo(List.of(
                        new RedisAddress("a", 26_379), new RedisAddress("b", 26_380), new RedisAddress("c", 1)));
        assertThat(read(Map.of("REDIS_TYPE", "sentinel", "REDIS_HOST", "a"))
                        .orElseThrow()
                        .master())
                .isEqualTo("mymaster");
        RedisSettings cluster =
                read(Map.of("REDIS_TYPE", "cluster", "REDIS_HOST", "a,b")).orElseThrow();
        assertThat(cluster.type()).isEqualTo(RedisSettings.Type.CLUSTER);
        assertThat(cluster.addresses()).hasSize(2);
    }

    @Test
    void combinations_that_mean_nothing_are_named() {
        assertThatThrownBy(() -> read(Map.of("REDIS_HOST", "a,b")))
                .hasMessageContaining("REDIS_HOST names several addresses: say REDIS_TYPE=sentinel or cluster");
        assertThatThrownBy(() -> read(Map.of("REDIS_HOST", "a", "REDIS_MASTER", "wall")))
                .hasMessageContaining("REDIS_MASTER is only for REDIS_TYPE=sentinel, not standalone");
        assertThatThrownBy(() -> read(Map.of("REDIS_HOST", "a", "REDIS_TYPE", "cluster", "REDIS_MASTER", "wall")))
                .hasMessageContaining("REDIS_MASTER is only for REDIS_TYPE=sentinel, not cluster");
        assertThatThrownBy(() -> read(Map.of("REDIS_TYPE", "sentinel")))
                .hasMessageContaining("REDIS_HOST is missing: REDIS_TYPE=sentinel needs addresses");
        assertThatThrownBy(() -> read(Map.of("REDIS_HOST", "a", "REDIS_TYPE", "Cluster")))
                .hasMessageContaining("REDIS_TYPE must be one of standalone, sentinel, cluster");
        assertThatThrownBy(() -> read(Map.of("REDIS_HOST", "a", "REDIS_USER", "wall")))
                .hasMessageContaining("REDIS_PASSWORD is missing: REDIS_USER needs one");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> read(Map.of(
                        "REDIS_HOST", "a,b,x y",
                        "REDIS_PORT", "0",
                        "REDIS_MASTER", "wall",
                        "REDIS_USER", "wall")))
                .hasMessageContainingAll("REDIS_HOST must be", "several addresses", "REDIS_PORT", "REDIS_MASTER")
                .hasMessageContaining("REDIS_PASSWORD");
    }

    @Test
    void printing_shows_the_place_and_no_password() {
        Map<String, String> account = Map.of("REDIS_USER", "wall", "REDIS_PASSWORD", "swordfish");
        Map<String, String> sentinels = new HashMap<>(account);
        sentinels.putAll(Map.of("REDIS_TYPE", "sentinel", "REDIS_HOST", "a,b"));
        assertThat(read(sentinels).orElseThrow().toString())
                .contains("mymaster", "a:6379", "b:6379", "user=wall")
                .doesNotContain("swordfish");
        Map<String, String> one = new HashMap<>(account);
        one.put("REDIS_HOST", "a");
        assertThat(read(one).orElseThrow()).hasToString("Redis[a:6379, user=wall]");
    }

    private static Optional<RedisSettings> read(Map<String, String> values) {
        Environment environment = new Environment(values);
        Optional<RedisSettings> settings = RedisSettings.from(environment);
        environment.check();
        return settings;
    }
}
