package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PseudonymsTest {
    private final Pseudonyms pseudonyms = new Pseudonyms("secret");

    @Test
    void a_person_has_the_hmac_of_the_id_under_a_key_of_our_own() {
        // key: printf 'postwall:broadcast:person' | openssl dgst -sha256 -hmac secret; then -macopt hexkey:<key>
        assertThat(pseudonyms.of(7355608123L))
                .isEqualTo("0e905b32321a5c1ea9c517975896f48288fce95c6cb0c57ba57bfd55333773d7");
        assertThat(new Pseudonyms("secret").of(7355608123L)).isEqualTo(pseudonyms.of(7355608123L));
    }

    @Test
    void nobody_else_has_it_and_under_another_secret_nobody() {
        assertThat(pseudonyms.of(1)).isNotIn(pseudonyms.of(2), pseudonyms.of(-1), new Pseudonyms("other").of(1));
    }
}
