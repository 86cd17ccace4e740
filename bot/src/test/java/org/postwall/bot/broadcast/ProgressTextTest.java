package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postwall.bot.broadcast.Progress.Problem;
import org.postwall.bot.broadcast.Progress.Status;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Say;

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
                .containsExactly("Пауза pause:9", "Отменить cancel:9");
        assertThat(Order.read("retry:9")).contains(new Order.Given(Order.RETRY, 9));
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

    @ParameterizedTest
    @CsvSource({
        "RUNNING, false, 1, 1, Pause Cancel",
        "PAUSED, false, 1, 1, Resume Cancel",
        "RUNNING, true, 1, 0, Delete for everyone",
        "RUNNING, true, 1, 1, Retry failed Delete for everyone",
        "RUNNING, true, 0, 1, Retry failed",
        "RUNNING, true, 0, 0, ''",
        "CANCELLED, false, 1, 1, Delete for everyone",
        "CANCELLED, true, 0, 1, ''",
        "RECALLED, false, 1, 1, ''",
        "RECALLED, true, 1, 1, ''",
    })
    void only_buttons_that_make_sense_are_there(
            Status status, boolean finished, long sent, long failed, String buttons) {
        Map<String, Long> counts = Map.of("sent", sent, "failed", failed, "cancelled", 1L);
        assertThat(show(status, counts, finished).rows().stream()
                        .flatMap(row -> row.stream().map(Say.Button::label))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(buttons);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, false, '75% done, 4 people'",
        "RUNNING, true, 'Finished, 4 people'",
        "PAUSED, false, 'Paused. 75% done, 4 people'",
        "CANCELLED, false, 'Is being cancelled, 4 people'",
        "CANCELLED, true, 'Cancelled, 4 people'",
        "RECALLED, false, 'Is being deleted for everyone, 4 people'",
        "RECALLED, true, 'Deleted as far as Telegram allows, 4 people'",
    })
    void the_status_is_shown(Status status, boolean finished, String words) {
        assertThat(show(status, Map.of("sent", 3L, "queued", 1L), finished)
                        .text()
                        .toString())
                .contains("\n" + words + "\n");
    }

    @Test
    void it_is_never_finished_before_the_server_says_so() {
        assertThat(text(Map.of("sent", 4L), false))
                .contains("99% done, 4 people")
                .doesNotContain("inished");
        Progress growing = new Progress(
                Status.RUNNING, Map.of("sent", 1L), 4, false, 0, Optional.empty(), List.of(), Optional.empty());
        assertThat(ProgressText.show(9, growing, Language.EN).text().toString()).contains("25% done, 4 people");
    }

    @Test
    void speed_and_time_left_are_shown_while_something_leaves() {
        assertThat(moving(28.4, Optional.of(Duration.ofSeconds(121)), Language.EN))
                .contains("\n28 per second, about 3 min left");
        assertThat(moving(1.25, Optional.of(Duration.ofSeconds(9)), Language.RU))
                .containsPattern("\n1[.][23] в секунду, осталось меньше минуты");
        assertThat(moving(3, Optional.empty(), Language.EN)).contains("\n3.0 per second\n");
        assertThat(moving(0, Optional.of(Duration.ofSeconds(9)), Language.EN)).doesNotContain("second", "minute");
    }

    @Test
    void the_three_most_frequent_problems_are_named_and_no_follower() {
        Progress progress = new Progress(
                Status.RUNNING,
                Map.of("queued", 1L),
                0,
                false,
                0,
                Optional.empty(),
                List.of(
                        new Problem("rare", 1),
                        new Problem("chat 7355608123 <not found>", 7),
                        new Problem("x".repeat(500), 3),
                        new Problem("blocked", 9)),
                Optional.of("the token was revoked"));
        assertThat(ProgressText.show(9, progress, Language.EN).text().toString())
                .endsWith("\n\nWhat went wrong:\n• blocked: 9\n• chat … &lt;not found&gt;: 7\n• " + "x".repeat(120)
                        + "…: 3\n\nNothing leaves now: the token was revoked");
    }

    @ParameterizedTest
    @CsvSource({
        "0, less than a minute left, осталось меньше минуты",
        "60, less than a minute left, осталось меньше минуты",
        "61, about 2 min left, осталось около 2 мин",
        "3540, about 59 min left, осталось около 59 мин",
        "3541, about 1 h 0 min left, осталось около 1 ч 0 мин",
        "172741, about 2 days left, осталось около 2 дн.",
    })
    void time_left_is_told_as_exactly_as_people_want_it(long seconds, String english, String russian) {
        assertThat(TimeLeft.in(Language.EN, Duration.ofSeconds(seconds))).isEqualTo(english);
        assertThat(TimeLeft.in(Language.RU, Duration.ofSeconds(seconds))).isEqualTo(russian);
    }

    private static Say show(Status status, Map<String, Long> counts, boolean finished) {
        Progress progress = new Progress(status, counts, 0, finished, 0, Optional.empty(), List.of(), Optional.empty());
        return ProgressText.show(9, progress, Language.EN);
    }

    private static String moving(double rate, Optional<Duration> left, Language language) {
        Progress progress =
                new Progress(Status.RUNNING, Map.of("queued", 1L), 0, false, rate, left, List.of(), Optional.empty());
        return ProgressText.show(9, progress, language).text().toString();
    }
}
