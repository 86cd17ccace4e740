package org.postwall.simulator.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GivenEntitiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '¤',
            value = {
                "{\"type\":\"bold\",\"offset\":2,\"length\":2} → ab cd | bold 2 2",
                "{\"type\":\"pre\",\"offset\":0,\"length\":2,\"language\":\"java\"} → ab cd | pre 0 2 java",
                "{\"type\":\"pre\",\"offset\":0,\"length\":2} → ab cd | pre 0 2",
                "{\"type\":\"text_link\",\"offset\":0,\"length\":2,\"url\":\"example.com\"} → ab cd | text_link 0 2 http://example.com/",
                "{\"type\":\"text_mention\",\"offset\":0,\"length\":2,\"user\":{\"id\":7}} → ab cd | text_mention 0 2 7",
                "{\"type\":\"custom_emoji\",\"offset\":0,\"length\":2,\"custom_emoji_id\":\"9\"} → ab cd | custom_emoji 0 2 9",
                "{\"type\":\"date_time\",\"offset\":0,\"length\":2,\"unix_time\":9,\"date_time_format\":\"tD\"} → ab cd | date_time 0 2 9 Dt",
                "{\"type\":\"bold\",\"offset\":\"0\",\"length\":\"2\"} → ab cd | bold 0 2",
                "{\"type\":\"bold\",\"offset\":1,\"length\":0} → ab cd |",
                "{\"type\":\"mention\",\"offset\":0,\"length\":2} → ab cd |",
            })
    void entities_are_taken_as_they_are_given(String entity, String shown) {
        assertThat(Shown.plain("ab cd", "[" + entity + "]").strip()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '¤',
            value = {
                "7 → can't parse MessageEntity: expected an Object",
                "{\"type\":\"bold\",\"length\":1} → can't parse MessageEntity: Can't find field \"offset\"",
                "{\"type\":\"bold\",\"offset\":1} → can't parse MessageEntity: Can't find field \"length\"",
                "{\"offset\":1,\"length\":1} → can't parse MessageEntity: Can't find field \"type\"",
                "{\"type\":\"bold\",\"offset\":[],\"length\":1} → can't parse MessageEntity: Field \"offset\" must be a Number",
                "{\"type\":\"loud\",\"offset\":0,\"length\":1} → can't parse MessageEntity: Unsupported type specified",
                "{\"type\":\"text_link\",\"offset\":0,\"length\":1} → can't parse MessageEntity: Can't find field \"url\"",
                "{\"type\":\"text_link\",\"offset\":0,\"length\":1,\"url\":\"x\"} → entity URL 'x' is invalid: Wrong HTTP URL",
                "{\"type\":\"text_mention\",\"offset\":0,\"length\":1} → can't parse MessageEntity: Can't find field \"user\"",
                "{\"type\":\"bold\",\"offset\":-1,\"length\":1} → receive an entity with incorrect offset -1",
                "{\"type\":\"bold\",\"offset\":0,\"length\":-1} → receive an entity with incorrect length -1",
                "{\"type\":\"bold\",\"offset\":9,\"length\":1} → entity begins after the end of the text at UTF-16 offset 9",
                "{\"type\":\"bold\",\"offset\":1,\"length\":9} → entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 10",
                "{\"type\":\"bold\",\"offset\":3,\"length\":1} → entity begins in a middle of a UTF-16 symbol at byte offset 6",
                "{\"type\":\"bold\",\"offset\":0,\"length\":3} → entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 6",
            })
    void wrong_entities_are_refused(String entity, String refusal) {
        assertThatThrownBy(() -> Formatting.parse("ab😀", null, new JsonArray("[" + entity + "]")))
                .isInstanceOf(CantParse.class)
                .hasMessage(refusal);
    }

    @Test
    void markup_wins_over_given_entities() {
        JsonArray given = new JsonArray("[{\"type\":\"italic\",\"offset\":0,\"length\":1}]");
        assertThat(Shown.of(Formatting.parse("<b>x</b>", "HTML", given))).isEqualTo("x | bold 0 1");
    }

    @Test
    void given_entities_that_intersect_are_brought_into_order() {
        String given = "[{\"type\":\"italic\",\"offset\":2,\"length\":4},{\"type\":\"bold\",\"offset\":0,\"length\":4},"
                + "{\"type\":\"code\",\"offset\":5,\"length\":1}]";
        assertThat(Shown.plain("abcdefg", given)).isEqualTo("abcdefg | bold 0 2, italic 2 3, bold 2 2, code 5 1");
    }

    @Test
    void what_crosses_the_border_of_a_quote_is_left_out() {
        String quote = "{\"type\":\"blockquote\",\"offset\":2,\"length\":3}";
        String inside = "{\"type\":\"code\",\"offset\":3,\"length\":1}";
        String across = "{\"type\":\"code\",\"offset\":4,\"length\":2}";
        String around = "{\"type\":\"text_link\",\"offset\":0,\"length\":7,\"url\":\"example.com\"}";
        assertThat(Shown.plain("abcdefg", "[" + quote + "," + inside + "]"))
                .isEqualTo("abcdefg | blockquote 2 3, code 3 1");
        assertThat(Shown.plain("abcdefg", "[" + quote + "," + across + "]")).isEqualTo("abcdefg | blockquote 2 3");
        assertThat(Shown.plain("abcdefg", "[" + quote + "," + around + "]")).isEqualTo("abcdefg | blockquote 2 3");
        assertThat(Shown.html("<blockquote>a exam</blockquote>ple.com")).isEqualTo("a example.com | blockquote 0 6");
    }
}
