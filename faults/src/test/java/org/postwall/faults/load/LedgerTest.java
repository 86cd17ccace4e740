package org.postwall.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerTest {
    private final Ledger ledger = new Ledger();
    private final String first = ledger.newText();
    private final String second = ledger.newText();

    @Test
    void promises_that_stand_are_kept_and_posts_of_others_are_nobodys_business() {
        ledger.acknowledged(first, 1);
        ledger.acknowledged(second, 2);
        Verdict verdict = ledger.judge(Map.of(1L, first, 2L, second, 3L, "another's"));
        assertThat(verdict).isEqualTo(new Verdict(2, 2, 0, 0, 0, 0));
        assertThat(verdict.kept()).isTrue();
        assertThat(ledger.newest()).isEqualTo(2);
    }

    @Test
    void an_acknowledged_post_that_is_missing_is_lost() {
        ledger.acknowledged(first, 1);
        Verdict verdict = ledger.judge(Map.of(2L, second));
        assertThat(verdict).isEqualTo(new Verdict(2, 1, 1, 0, 0, 0));
        assertThat(verdict.kept()).isFalse();
    }

    @Test
    void an_unacknowledged_post_may_be_missing_but_not_stand_twice() {
        ledger.acknowledged(first, 1);
        assertThat(ledger.judge(Map.of(1L, first)).kept()).isTrue();
        assertThat(ledger.judge(Map.of(1L, first, 2L, second)).kept()).isTrue();
        assertThat(ledger.judge(Map.of(1L, first, 2L, second, 3L, second)).doubled())
                .isEqualTo(1);
    }

    @Test
    void a_post_under_another_number_has_moved_and_one_that_nobody_wrote_is_foreign() {
        ledger.acknowledged(first, 1);
        Verdict verdict = ledger.judge(Map.of(2L, first, 3L, second + "0"));
        assertThat(verdict).isEqualTo(new Verdict(2, 1, 0, 0, 1, 1));
        assertThat(verdict.kept()).isFalse();
    }

    @Test
    void a_key_is_what_stands_before_the_padding() {
        String padded = new Ledger(4_000).newText();
        assertThat(padded).hasSizeBetween(4_000, 4_096);
        assertThat(Ledger.key(padded)).isEqualTo(padded.substring(0, padded.length() - 4_000));
        assertThat(Ledger.key(first)).isEqualTo(first);
    }

    @Test
    void nothing_acknowledged_proves_nothing() {
        assertThat(ledger.judge(Map.of()).kept()).isFalse();
    }
}
