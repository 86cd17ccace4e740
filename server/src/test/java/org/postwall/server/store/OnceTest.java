package org.postwall.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OnceTest {
    private final List<Promise<String>> asked = new ArrayList<>();
    private final Once<String> once = new Once<>(this::ask);

    private Future<String> ask() {
        asked.add(Promise.promise());
        return asked.get(asked.size() - 1).future();
    }

    @Test
    void nothing_is_asked_before_it_is_needed() {
        assertThat(asked).isEmpty();
    }

    @Test
    void all_who_come_while_it_is_under_way_wait_for_the_same_answer() {
        Future<String> first = once.get();
        Future<String> second = once.get();
        assertThat(asked).hasSize(1);
        asked.get(0).complete("an answer");
        assertThat(first.result()).isEqualTo("an answer");
        assertThat(second.result()).isEqualTo("an answer");
    }

    @Test
    void what_was_answered_is_never_asked_again() {
        once.get();
        asked.get(0).complete("an answer");
        assertThat(once.get().result()).isEqualTo("an answer");
        assertThat(asked).hasSize(1);
    }

    @Test
    void an_answer_of_nothing_is_an_answer() {
        once.get();
        asked.get(0).complete();
        assertThat(once.get().succeeded()).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void after_a_failure_the_next_asks_again_until_there_is_an_answer() {
        Future<String> first = once.get();
        asked.get(0).fail("away");
        assertThat(asked).as("not by itself").hasSize(1);
        Future<String> second = once.get();
        assertThat(asked).hasSize(2);
        assertThat(first.failed()).isTrue();
        assertThat(second.isComplete()).isFalse();
        asked.get(1).fail("away");
        once.get();
        asked.get(2).complete("an answer");
        assertThat(once.get().result()).isEqualTo("an answer");
        assertThat(asked).hasSize(3);
    }

    @Test
    void a_question_that_can_not_be_put_is_put_again_by_the_next() {
        List<String> put = new ArrayList<>();
        Once<String> broken = new Once<>(() -> {
            put.add("a question");
            throw new IllegalStateException("closed");
        });
        assertThatThrownBy(broken::get).hasMessage("closed");
        assertThatThrownBy(broken::get).hasMessage("closed");
        assertThat(put).hasSize(2);
    }
}
