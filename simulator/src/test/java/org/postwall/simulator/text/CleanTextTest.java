package org.postwall.simulator.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CleanTextTest {
    @Test
    void white_space_around_goes() {
        assertThat(Shown.plain(" \n a b \n ", null)).isEqualTo("a b | ");
    }

    @Test
    void control_characters_become_spaces_and_carriage_returns_go() {
        assertThat(Shown.plain("a\tb\u0001c\r\nd", null)).isEqualTo("a b c⏎d | ");
    }

    @Test
    void entities_move_with_their_text() {
        assertThat(Shown.html("\n\ra\r\r<b>b\rc</b>  ")).isEqualTo("abc | bold 1 2");
        assertThat(Shown.html("a<b>b  </b>")).isEqualTo("ab | bold 1 1");
        assertThat(Shown.html("a<b>\r</b>b")).isEqualTo("ab | ");
        assertThat(Shown.html("a <b> </b>")).isEqualTo("a | ");
    }

    @Test
    void white_space_in_front_stays_where_an_entity_covers_it() {
        assertThat(Shown.html(" <b> b</b>")).isEqualTo(" b | bold 0 2");
    }

    @Test
    void strokes_over_other_lines_and_direction_overrides_go() {
        assertThat(Shown.plain("a\u0333b\u202ec\u2028d", null)).isEqualTo("abcd | ");
        assertThat(Shown.plain("a\u200f\u200e\u200fb", null)).isEqualTo("a\u200c\u200c\u200fb | ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\r", "\u200b", "\u00a0 \u2800", "\u202e"})
    void a_text_in_which_nothing_is_to_be_seen_is_empty(String text) {
        assertThat(Shown.plain(text, null)).isEqualTo(" | ");
    }

    @Test
    void everything_else_stays_as_it_is() {
        String text = "<b>&amp; * _ \\ \"' \u0000x 👩‍👩‍👧 ﷽ Z̵͖a".replace("\u0000", "");
        assertThat(Formatting.parse(text, null, null).text()).isEqualTo(text);
    }
}
