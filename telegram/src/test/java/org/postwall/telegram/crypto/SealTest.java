package org.postwall.telegram.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SealTest {
    private static final String PURPOSE = "token of a bot";
    private static final String TEXT = "123456789:AAE, und Umlaute: äöü";

    private final Seal seal = seal("one");

    @Test
    void what_is_closed_opens_again() {
        String closed = close();
        assertThat(closed).matches("[\\w-]+").doesNotContain("AAE");
        assertThat(seal.open(PURPOSE, closed)).isEqualTo(TEXT);
        assertThat(seal("one").open(PURPOSE, closed)).isEqualTo(TEXT);
        assertThat(seal.open("", seal.close("", ""))).isEmpty();
    }

    /** Made by another implementation (Python's cryptography). */
    @Test
    void it_is_the_cipher_that_it_says_it_is() {
        byte[] key = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        String closed = "ZGVmZ2hpamtsbW5veSntUkzfYaYHWB6pn0lKiCymJl_mAJIH07SWaDgHZv5XVfdGE1OZpTPMAUaHh6xFRlc";
        assertThat(new Seal(key).open(PURPOSE, closed)).isEqualTo(TEXT);
    }

    @Test
    void the_same_text_looks_different_each_time() {
        assertThat(close()).isNotEqualTo(close());
        assertThat(close().substring(0, 16)).isNotEqualTo(close().substring(0, 16));
    }

    @Test
    void another_key_or_purpose_opens_nothing_and_tells_nothing() {
        String closed = close();
        assertBroken(seal("two"), PURPOSE, closed);
        assertBroken(seal, "token of another bot", closed);
    }

    @Test
    void one_changed_bit_anywhere_breaks_the_seal() {
        byte[] bytes = Base64.getUrlDecoder().decode(close());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertBroken(seal, PURPOSE, Base64.getUrlEncoder().encodeToString(changed));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A", "not base64!", "AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void what_was_never_closed_does_not_open(String text) {
        assertBroken(seal, PURPOSE, text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 24, 31, 33})
    void a_key_of_another_length_is_refused(int length) {
        assertThatThrownBy(() -> new Seal(new byte[length])).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertBroken(Seal seal, String purpose, String closed) {
        assertThatThrownBy(() -> seal.open(purpose, closed))
                .isInstanceOf(BrokenSeal.class)
                .hasMessageContaining(purpose)
                .hasNoCause();
    }

    private String close() {
        return seal.close(PURPOSE, TEXT);
    }

    private static Seal seal(String key) {
        return new Seal(Hmac.of(key.getBytes(UTF_8), "test"));
    }
}
