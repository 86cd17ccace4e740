package org.postwall.simulator.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HtmlMarkupTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '¤',
            value = {
                "<b>fat</b> text → fat text | bold 0 3",
                "<strong>a</strong><em>b</em><ins>c</ins><del>d</del> → abcd | bold 0 1, italic 1 1, underline 2 1, strikethrough 3 1",
                "<i>a</i>-<u>b</u>-<s>c</s>-<strike>d</strike> → a-b-c-d | italic 0 1, underline 2 1, strikethrough 4 1, strikethrough 6 1",
                "<B>fat</b> → fat | bold 0 3",
                "<b>fat</> → fat | bold 0 3",
                "<b>fat</b   > → fat | bold 0 3",
                "<b class=x y='1'>fat</b> → fat | bold 0 3",
                "<tg-spoiler>x</tg-spoiler><span class=\"tg-spoiler\">y</span> → xy | spoiler 0 2",
                "<code>x</code> <pre>y</pre> → x y | code 0 1, pre 2 1",
                "<pre><code class=\"language-java\">y</code></pre> → y | pre 0 1 java",
                "<code class=\"language-java\">y</code> → y | code 0 1",
                "<blockquote>a</blockquote><blockquote expandable>b</blockquote> → ab | blockquote 0 1, expandable_blockquote 1 1",
                "<a href=\"https://example.com/?a=1&amp;b=2\">x</a> → x | text_link 0 1 https://example.com/?a=1&b=2",
                "<a href='EXAMPLE.com'>x</a> → x | text_link 0 1 http://example.com/",
                "<a href='tg://user?id=42'>Ann</a> → Ann | text_mention 0 3 42",
                "<a href='nowhere'>x</a> → x |",
                "<a href='javascript:alert(1)'>x</a> → x |",
                "<a>example.com</a> → example.com | text_link 0 11 http://example.com/",
                "<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji> → 👍 | custom_emoji 0 2 5368324170671202286",
                "<tg-time unix=1700000000 format='wDT'>then</tg-time> → then | date_time 0 4 1700000000 wDT",
                "&lt;b&gt; &amp; &quot; &#39; &#x2014; → <b> & \" ' — |",
                "&copy; &nbsp; & &; &lt → &copy; &nbsp; & &; < |",
                "<b></b>x → x |",
                "😀<b>😀</b> → 😀😀 | bold 2 2",
            })
    void markup_becomes_text_and_entities(String html, String shown) {
        assertThat(Shown.html(html).strip()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '¤',
            value = {
                "<b>bold <i>both</i> bold</b> → bold both bold | bold 0 5, bold 5 9, italic 5 4",
                "<b>one</b><b>two</b> → onetwo | bold 0 6",
                "<b>x <code>y</code> z</b> → x y z | bold 0 2, code 2 1, bold 3 2",
                "<a href='example.com'>a<b>b</b></a> → ab | text_link 0 2 http://example.com/, bold 1 1",
                "<a href='example.com'><code>ab</code></a> → ab | code 0 2",
                "<blockquote>a<b>b</b>c</blockquote> → abc | blockquote 0 3, bold 1 1",
                "<b>a #tag b</b> → a #tag b | bold 0 2, hashtag 2 4, bold 2 4, bold 6 2",
                "<code>/start</code> /help → /start /help | code 0 6, bot_command 7 5",
            })
    void styles_are_cut_where_others_begin_and_end(String html, String shown) {
        assertThat(Shown.html(html)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '¤',
            value = {
                "ab <p>x</p> → Unsupported start tag \"p\" at byte offset 3",
                "я<br> → Unsupported start tag \"br\" at byte offset 2",
                "a<b/> → Unsupported start tag \"b/\" at byte offset 1",
                "1 < 2 → Unsupported start tag \"\" at byte offset 2",
                "1 <2 → Unclosed start tag at byte offset 2",
                "1 <2 > 3 → Unsupported start tag \"2\" at byte offset 2",
                "<b>x → Can't find end tag corresponding to start tag \"b\"",
                "<b><i>x</i> → Can't find end tag corresponding to start tag \"b\"",
                "<b>😀</i> → Unmatched end tag at byte offset 7, expected \"</b>\", found \"</i>\"",
                "x</b> → Unexpected end tag at byte offset 1",
                "<b>x</b → Unclosed end tag at byte offset 4",
                "<span>x</span> → Tag \"span\" must have class \"tg-spoiler\" at byte offset 0",
                "<a href=\"x>y</a> → Unclosed start tag at byte offset 0",
                "<a href=a_b>y</a> → Unexpected end of name token at byte offset 8",
                "<a =x>y</a> → Empty attribute name in the tag \"a\" at byte offset 0",
                "<tg-emoji emoji-id='x'>👍</tg-emoji> → Invalid custom emoji identifier specified",
                "<tg-time unix=1 format='x'>y</tg-time> → Invalid date format used",
                "&#xd83d;&#xde00; → Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
            })
    void what_telegram_refuses_is_refused_in_its_words(String html, String refusal) {
        assertThatThrownBy(() -> Shown.html(html))
                .isInstanceOf(CantParse.class)
                .hasMessage("can't parse entities: " + refusal);
    }

    @Test
    void half_a_surrogate_pair_is_refused() {
        assertThatThrownBy(() -> Shown.html("x\ud83d")).hasMessage("strings must be encoded in UTF-8");
    }

    @Test
    void an_unfinished_reference_at_the_very_end_is_text() {
        assertThat(Shown.html("a&#")).isEqualTo("a&# | ");
        assertThat(Shown.html("a&#xfffffff;")).isEqualTo("a&#xfffffff; | hashtag 2 9");
        assertThat(Shown.html("a&#;")).isEqualTo("a&#; | ");
    }
}
