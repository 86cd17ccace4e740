package org.postwall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postwall.telegram.process.WrongSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenCommandTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("SECRET_KEY", "k".repeat(32));
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void the_token_holds_scopes_subject_and_days() {
        JsonObject claims = claims("wall", "moderate", "--days=2", "--subject=4711");
        assertThat(claims.getString("scope")).isEqualTo("wall moderate");
        assertThat(claims.getString("sub")).isEqualTo("4711");
        assertThat(claims.getLong("exp")).isEqualTo(NOW.getEpochSecond() + 2 * 86_400);
    }

    @Test
    void days_and_subject_have_defaults() {
        JsonObject claims = claims("broadcast");
        assertThat(claims.getLong("exp")).isEqualTo(NOW.getEpochSecond() + 30 * 86_400);
        assertThat(claims.getString("sub")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--days=0", "--days=x", "--days=-1", "--days=99999999999", "--hours=1", "--subject=", "admin"})
    void a_word_without_a_meaning_is_refused(String word) {
        assertThatThrownBy(() -> claims("wall", word)).isInstanceOf(TokenCommand.WrongUse.class);
    }

    @Test
    void a_short_secret_is_refused_and_not_shown() {
        assertThatThrownBy(() -> TokenCommand.token(List.of("wall"), Map.of("SECRET_KEY", "hush"), CLOCK))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining("SECRET_KEY")
                .hasMessageNotContaining("hush");
    }

    private static JsonObject claims(String... words) {
        String token = TokenCommand.token(List.of(words), ENVIRONMENT, CLOCK);
        byte[] claims =
                Base64.getUrlDecoder().decode(List.of(token.split("\\.", -1)).get(1));
        return new JsonObject(new String(claims, StandardCharsets.UTF_8));
    }
}
