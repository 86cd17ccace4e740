package org.postwall.simulator.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MarkdownMarkupTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '¤',
            value = {
                "*bold* _it_ __un__ ~st~ ||sp|| → bold it un st sp | bold 0 4, italic 5 2, underline 8 2, strikethrough 11 2, spoiler 14 2",
                "`x*y` → x*y | code 0 3",
                "```y``` → y | pre 0 1",
                "[x](https://example.com/a\\)b) → x | text_link 0 1 https://example.com/a)b",
                "[Ann](tg://user?id=42) → Ann | text_mention 0 3 42",
                "[x](nowhere) → x |",
                "![👍](tg://emoji?id=5368324170671202286) → 👍 | custom_emoji 0 2 5368324170671202286",
                "![then](tg://time?unix=1700000000&format=r) → then | date_time 0 4 1700000000 r",
                "*bold _both_* → bold both | bold 0 5, bold 5 4, italic 5 4",
                "1\\.5 \\- 2 \\\\ → 1.5 - 2 \\ |",
                "😀*😀* → 😀😀 | bold 2 2",
                "**x** → x |",
            })
    void version_two_becomes_text_and_entities(String markdown, String shown) {
        assertThat(Shown.markdownV2(markdown).strip()).isEqualTo(shown);
    }

    @Test
    void a_block_of_code_may_name_its_language_and_begins_on_the_next_line() {
        for (String block : new String[] {"```java\nx y\n```", "```java\r\nx y\n```"}) {
            assertThat(Shown.markdownV2("a" + block)).isEqualTo("ax y | pre 1 3 java");
            assertThat(Shown.markdown("a" + block)).isEqualTo("ax y | pre 1 3 java");
        }
    }

    @Test
    void quotes_of_version_two_end_with_their_lines() {
        assertThat(Shown.markdownV2("a\n>b\n>c\nd")).isEqualTo("a⏎b⏎c⏎d | blockquote 2 4");
        assertThat(Shown.markdownV2(">b\n>c||\nd")).isEqualTo("b⏎c⏎d | expandable_blockquote 0 4");
        assertThat(Shown.markdownV2(">a\nb\n>c")).isEqualTo("a⏎b⏎c | blockquote 0 2, blockquote 4 1");
        assertThat(Shown.markdownV2(">b||")).isEqualTo("b | expandable_blockquote 0 1");
    }

    @ParameterizedTest
    @ValueSource(chars = {']', '(', ')', '>', '#', '+', '-', '=', '{', '}', '.', '!', '|'})
    void a_reserved_character_of_version_two_must_be_escaped(char reserved) {
        assertThatThrownBy(() -> Shown.markdownV2("ab" + reserved + "c"))
                .hasMessage("can't parse entities: Character '" + reserved
                        + "' is reserved and must be escaped with the preceding '\\'");
        assertThat(Shown.markdownV2("ab\\" + reserved + "c")).isEqualTo("ab" + reserved + "c | ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '¤',
            value = {
                "😀*x → Can't find end of Bold entity at byte offset 4",
                "_x → Can't find end of Italic entity at byte offset 0",
                "a*_b*_ → Can't find end of Italic entity at byte offset 5",
                "`x → Can't find end of Code entity at byte offset 0",
                "```x → Can't find end of Pre entity at byte offset 0",
                "```java x → Can't find end of PreCode entity at byte offset 0",
                "[x → Can't find end of TextUrl entity at byte offset 0",
                "[x](y → Can't find end of a URL at byte offset 4",
                "![x] → The entity must contain a tg://emoji or tg://time URL",
                "![x](tg://emoji?id=x) → Invalid tg://emoji or tg://time URL specified",
                "![x](https://example.com) → Invalid tg://emoji or tg://time URL specified",
            })
    void what_version_two_leaves_open_is_refused(String markdown, String refusal) {
        assertThatThrownBy(() -> Shown.markdownV2(markdown))
                .isInstanceOf(CantParse.class)
                .hasMessage("can't parse entities: " + refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '¤',
            value = {
                "*bold* _it_ `code` → bold it code | bold 0 4, italic 5 2, code 8 4",
                "[x](example.com) → x | text_link 0 1 http://example.com/",
                "*a_b* 1.5! → a_b 1.5! | bold 0 3",
                "snake\\_case \\*x → snake_case *x |",
            })
    void the_first_version_does_not_nest_and_reserves_little(String markdown, String shown) {
        assertThat(Shown.markdown(markdown).strip()).isEqualTo(shown);
    }

    @Test
    void the_first_version_refuses_an_entity_without_an_end() {
        assertThatThrownBy(() -> Shown.markdown("я snake_case"))
                .isInstanceOf(CantParse.class)
                .hasMessage("can't parse entities: Can't find end of the entity starting at byte offset 8");
    }

    @Test
    void modes_are_named_in_any_case_and_others_are_refused() {
        assertThat(Shown.of(Formatting.parse("*x*", "mArKdOwNv2", null))).isEqualTo("x | bold 0 1");
        assertThat(Shown.of(Formatting.parse("*x*", "", null))).isEqualTo("*x* | ");
        assertThatThrownBy(() -> Formatting.parse("x", "bbcode", null)).hasMessage("unsupported parse_mode");
    }
}
