package org.postwall.bot.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwall.bot.talk.Html;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Say;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageTextTest {
    private static final String TIME = "2026-11-21T09:20:00+03:00";

    @ParameterizedTest
    @EnumSource(Language.class)
    void any_page_fits_and_every_button_does(Language language) {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<Post> posts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                String name = "n<".repeat(random.nextInt(300));
                String text = "x&👋".repeat(random.nextInt(1025));
                posts.add(new Post(Long.MAX_VALUE / 2 - i - 1, name, TIME, text));
            }
            long top = posts.get(0).id();
            Say say = new PageText(language).page(new Page(posts, top, top, top / 5, true));
            assertThat(say.text().length()).isLessThanOrEqualTo(Html.MOST);
            assertThat(say.text().toString().replaceAll("<[^>]*>", "").replaceAll("&[a-z]+;", "&"))
                    .hasSize(say.text().length());
            assertThat(say.rows())
                    .allSatisfy(row -> assertThat(row)
                            .allSatisfy(button -> assertThat(button.data().getBytes(StandardCharsets.UTF_8).length)
                                    .isBetween(1, 64)));
        }
    }

    @Test
    void room_left_by_short_posts_goes_to_the_long_ones() {
        List<Post> posts = List.of(post(10), post(500), post(5000), post(30), post(5000));
        assertThat(PageText.share(posts, 3000)).isEqualTo((3000 - 540) / 2);
        assertThat(PageText.share(posts.subList(0, 2), 3000)).isEqualTo(Html.MOST);
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef, 6, abcdef",
        "abcdefg, 6, abcde…",
        "abc👋def, 5, abc…",
        "abc👋def, 6, abc👋…",
        "ab é́xyz, 5, ab…",
    })
    void texts_are_cut_between_characters(String text, int most, String cut) {
        assertThat(PageText.shorten(text, most)).isEqualTo(cut).hasSizeLessThanOrEqualTo(most);
    }

    @Test
    void one_endless_character_is_cut_all_the_same() {
        assertThat(PageText.shorten("a" + "\u0301".repeat(5000), 100)).hasSize(100);
    }

    @Test
    void a_post_in_full_is_one_message_where_that_fits_and_two_where_not() {
        PageText text = new PageText(Language.EN);
        assertThat(text.full(post(4000))).hasSize(1);
        assertThat(text.full(post(4096)))
                .hasSize(2)
                .allSatisfy(say -> assertThat(say.text().length()).isLessThanOrEqualTo(Html.MOST));
        assertThat(text.full(post(4096)).get(1).text().toString()).isEqualTo("x".repeat(4096));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T06:20:30.123Z, 2026-11-21 06:20 UTC",
        "2026-11-21T09:20:30+03:00, 2026-11-21 06:20 UTC",
        "2026-11-21T06:20:30, 2026-11-21 06:20",
        "20261121T062030Z, 20261121T062030Z",
        "'', ''",
    })
    void times_are_shown_in_utc_or_as_they_were_sent(String timestamp, String shown) {
        assertThat(Times.show(timestamp)).isEqualTo(shown);
    }

    @Test
    void a_name_can_not_break_out_of_its_line() {
        assertThat(Names.show("Ann\n#9 Admin\u2028x\u202Ey\u0000\t")).isEqualTo("Ann #9 Admin xy");
        assertThat(Names.show(" \u2066 \n")).isEqualTo("?");
        assertThat(Names.show("👋 O'Neil & <b>")).isEqualTo("👋 O'Neil & <b>");
    }

    private static Post post(int length) {
        return new Post(1, "Ann", TIME, "x".repeat(length));
    }
}
