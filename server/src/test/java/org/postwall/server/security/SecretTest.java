package org.postwall.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretTest {
    private static final String TEXT = "the key number one, and thirty-two bytes";

    private final Secret secret = new Secret(TEXT);

    @Test
    void a_derived_key_stays_the_same_or_what_was_stored_under_it_is_lost() {
        // printf 'postwall broadcast people' | openssl dgst -sha256 -hmac 'the key number one, and thirty-two bytes'
        assertThat(HexFormat.of().formatHex(secret.derive("broadcast people")))
                .isEqualTo("080aa7ab044379a363cbe03b73db64daf9b56db3b5e068703abf512d98b365b3");
    }

    @Test
    void each_purpose_and_each_secret_has_a_key_of_its_own() {
        assertThat(secret.derive("one"))
                .isNotEqualTo(secret.derive("two"))
                .isNotEqualTo(new Secret(TEXT + "!").derive("one"));
    }

    @Test
    void a_short_one_is_refused_and_none_is_printed() {
        assertThatThrownBy(() -> new Secret("x".repeat(31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("xx");
        assertThat(secret.toString()).doesNotContain("key number one");
    }
}
