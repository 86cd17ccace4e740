package org.postwall.telegram.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HmacTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 4231, 4.2, 4.3 and 4.7: a usual key, one shorter than the hash, one longer than its block. */
    @ParameterizedTest
    @CsvSource({
        "0b, 20, Hi There, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 1, what do ya want for nothing?,"
                + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aa, 131, Test Using Larger Than Block-Size Key - Hash Key First,"
                + " 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    })
    void it_is_what_the_standard_says(String key, int times, String text, String expected) {
        byte[] bytes = HEX.parseHex(key.repeat(times));
        assertThat(HEX.formatHex(Hmac.of(bytes, text))).isEqualTo(expected);
        assertThat(HEX.formatHex(Hmac.of(bytes, text.getBytes(UTF_8)))).isEqualTo(expected);
    }

    @Test
    void a_text_counts_as_its_UTF_8() {
        byte[] key = "key".getBytes(UTF_8);
        assertThat(Hmac.of(key, "ключ")).isEqualTo(Hmac.of(key, HEX.parseHex("d0bad0bbd18ed187")));
    }

    @Test
    void an_empty_key_is_refused() {
        assertThatThrownBy(() -> Hmac.of(new byte[0], "text")).isInstanceOf(IllegalArgumentException.class);
    }
}
