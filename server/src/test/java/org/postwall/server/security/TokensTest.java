package org.postwall.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens made by hand from the RFC stand against the ones made here. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokensTest {
    private static final String KEY = "ключ, который длиннее тридцати двух байт";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final MovableClock clock = new MovableClock();
    private final Tokens tokens = new Tokens(vertx, new Secret(KEY), clock);

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void an_issued_token_names_its_caller() {
        String token = tokens.issue("ann", List.of("wall", "moderate"), Duration.ofDays(30));
        assertThat(tokens.verify(token)).contains(new Caller(Optional.of("ann"), Set.of("wall", "moderate")));
    }

    @Test
    void an_issued_token_holds_exactly_the_promised_claims() {
        String token = tokens.issue("ann", List.of("wall", "moderate"), Duration.ofDays(1));
        String[] parts = token.split("\\.", -1);
        assertThat(decode(parts[0]).getString("alg")).isEqualTo("HS256");
        assertThat(decode(parts[1]))
                .isEqualTo(new JsonObject()
                        .put("iss", "postwall")
                        .put("sub", "ann")
                        .put("scope", "wall moderate")
                        .put("iat", NOW.getEpochSecond())
                        .put("exp", NOW.getEpochSecond() + 86_400));
        assertThat(parts[2]).isEqualTo(signature(KEY, parts[0] + "." + parts[1]));
    }

    @Test
    void a_token_made_elsewhere_with_the_same_key_is_good() {
        assertThat(tokens.verify(signed(KEY, claims()))).contains(new Caller(Optional.of("bot"), Set.of("wall")));
    }

    @Test
    void a_token_of_another_key_is_not() {
        assertThat(tokens.verify(signed(KEY + "!", claims()))).isEmpty();
    }

    @Test
    void a_token_is_good_until_it_expires_even_when_it_was_seen_before() {
        String token = tokens.issue("ann", List.of("wall"), Duration.ofMinutes(1));
        assertThat(tokens.verify(token)).isPresent();
        clock.now = NOW.plusSeconds(89);
        assertThat(tokens.verify(token)).isPresent();
        clock.now = NOW.plusSeconds(90);
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void a_token_is_not_good_before_its_time() {
        String token = signed(KEY, claims().put("nbf", NOW.getEpochSecond() + 60));
        assertThat(tokens.verify(token)).isEmpty();
        clock.now = NOW.plusSeconds(60);
        assertThat(tokens.verify(token)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "scope", "iat", "exp"})
    void a_token_without_a_claim_is_refused(String claim) {
        JsonObject claims = claims();
        claims.remove(claim);
        assertThat(tokens.verify(signed(KEY, claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "scope", "iat", "exp", "nbf"})
    void a_token_with_a_claim_of_another_type_is_refused(String claim) {
        assertThat(tokens.verify(signed(KEY, claims().put(claim, List.of(1))))).isEmpty();
    }

    @Test
    void a_token_of_another_issuer_is_refused() {
        assertThat(tokens.verify(signed(KEY, claims().put("iss", "elsewhere")))).isEmpty();
    }

    @Test
    void a_token_that_says_it_needs_no_signature_is_refused() {
        String head = encode("{\"alg\":\"none\"}");
        String body = encode(claims().encode());
        assertThat(tokens.verify(head + "." + body + ".")).isEmpty();
        assertThat(tokens.verify(head + "." + body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "....", "eyJ9.e30.x", "\uD800"})
    void rubbish_is_refused(String rubbish) {
        assertThat(tokens.verify(rubbish)).isEmpty();
    }

    @Test
    void a_changed_token_is_refused() {
        String token = signed(KEY, claims());
        String[] parts = token.split("\\.", -1);
        String changed = encode(claims().put("scope", "wall moderate").encode());
        assertThat(tokens.verify(parts[0] + "." + changed + "." + parts[2])).isEmpty();
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", "postwall")
                .put("sub", "bot")
                .put("scope", "wall")
                .put("iat", NOW.getEpochSecond())
                .put("exp", NOW.getEpochSecond() + 60);
    }

    private static String signed(String key, JsonObject claims) {
        String content = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(claims.encode());
        return content + "." + signature(key, content);
    }

    private static String signature(String key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static JsonObject decode(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }

    private static final class MovableClock extends Clock {
        private Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
