package org.postwall.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.Base64;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SealerTest {
    private static final String PURPOSE = "token of a bot";
    private static final String SECRET = "123456789:AAE, und Umlaute: äöü";

    private final Sealer sealer = sealer("one");

    @Test
    void what_is_sealed_opens_again() {
        String sealed = seal();
        assertThat(sealed).matches("[\\w-]+").doesNotContain("AAE");
        assertThat(open(sealer, PURPOSE, sealed)).isEqualTo(SECRET);
        assertThat(open(sealer("one"), PURPOSE, sealed)).isEqualTo(SECRET);
        assertThat(open(sealer, "", sealer.seal("", "").result())).isEmpty();
    }

    @Test
    void the_same_secret_looks_different_each_time() {
        assertThat(seal()).isNotEqualTo(seal());
        assertThat(seal().substring(0, 16)).isNotEqualTo(seal().substring(0, 16));
    }

    @Test
    void another_key_or_purpose_opens_nothing_and_tells_nothing() {
        String sealed = seal();
        assertBroken(sealer("two"), PURPOSE, sealed);
        assertBroken(sealer, "token of another bot", sealed);
    }

    @Test
    void one_changed_bit_anywhere_breaks_the_seal() {
        byte[] bytes = Base64.getUrlDecoder().decode(seal());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertBroken(sealer, PURPOSE, Base64.getUrlEncoder().encodeToString(changed));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A", "not base64!", "AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void what_was_never_sealed_does_not_open(String text) {
        assertBroken(sealer, PURPOSE, text);
    }

    @Test
    void without_a_key_nothing_is_sealed_or_opened() {
        IllegalStateException away = new IllegalStateException("the store is away");
        Sealer keyless = new Sealer(() -> Future.failedFuture(away));
        assertThat(keyless.seal(PURPOSE, SECRET).cause()).isSameAs(away);
        assertThat(keyless.open(PURPOSE, seal()).cause()).isSameAs(away);
    }

    private static void assertBroken(Sealer sealer, String purpose, String text) {
        assertThatThrownBy(() -> open(sealer, purpose, text))
                .isInstanceOf(BrokenSeal.class)
                .hasMessageContaining(purpose)
                .hasNoCause();
    }

    private String seal() {
        return sealer.seal(PURPOSE, SECRET).result();
    }

    private static String open(Sealer sealer, String purpose, String text) {
        Future<String> opened = sealer.open(purpose, text);
        if (opened.failed() && opened.cause() instanceof RuntimeException failure) {
            throw failure;
        }
        return opened.result();
    }

    private static Sealer sealer(String key) {
        byte[] bytes = new Secret("the key number " + key + ", and thirty-two bytes").derive("test");
        return new Sealer(() -> Future.succeededFuture(bytes));
    }
}
