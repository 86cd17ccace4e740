package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.talk.Language;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgressTextTest {
    @Test
    void every_state_that_occurs_has_a_line_in_a_fixed_order() {
        Map<String, Long> counts = Map.of(
                "recalled",
                1L,
                "cancelled",
                2L,
                "unknown",
                3L,
                "failed",
                4L,
                "retry",
                5L,
                "sending",
                6L,
                "queued",
                7L,
                "sent",
                8L);
        assertThat(text(counts, false))
                .isEqualTo(
                        "<b>Message 9</b>\n50% done, 36 people\nsent: 8\nwaiting: 7\non their way: 6\nto be tried again: 5"
                                + "\nfailed: 4\nperhaps delivered: 3\ncancelled: 2\ndeleted again: 1");
    }

    @Test
    void nearly_all_is_not_all() {
        assertThat(text(Map.of("sent", 999_999L, "retry", 1L), false)).contains("99% done, 1000000 people");
    }

    @Test
    void a_state_of_a_newer_server_counts_as_not_done() {
        assertThat(text(Map.of("sent", 1L, "dreaming", 1L), false)).contains("50% done, 2 people");
    }

    @Test
    void nobody_yet_and_nobody_at_all_differ() {
        assertThat(text(Map.of(), false)).contains("Nobody has been written to yet");
        assertThat(text(Map.of("sent", 0L), true)).contains("There was nobody to send it to");
    }

    @Test
    void the_buttons_carry_the_order_and_the_number() {
        assertThat(ProgressText.show(9, new Progress(Map.of(), false), Language.RU).rows().stream()
                        .flatMap(row -> row.stream().map(button -> button.label() + " " + button.data())))
                .containsExactly("Пауза pause:9", "Продолжить resume:9", "Отменить cancel:9");
        assertThat(Order.read("pause:9")).contains(new Order.Given(Order.PAUSE, 9));
        assertThat(Order.read("pause:0")).isEmpty();
        assertThat(Order.read("explode:9")).isEmpty();
        assertThat(Order.read("")).isEmpty();
    }

    private static String text(Map<String, Long> counts, boolean finished) {
        return ProgressText.show(9, new Progress(counts, finished), Language.EN)
                .text()
                .toString();
    }
}
