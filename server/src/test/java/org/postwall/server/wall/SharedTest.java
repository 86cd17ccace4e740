package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedTest {
    private static final int CROWD = 8;

    private final List<Promise<String>> asked = new ArrayList<>();
    private final ArrayDeque<Runnable> paced = new ArrayDeque<>();
    private final Shared<String> shared = new Shared<>(this::ask, paced::add);

    @Test
    void a_lone_reader_is_never_made_to_wait() {
        for (int i = 0; i < 10; i++) {
            Future<String> alone = shared.ask();
            asked.get(i).complete("now");
            assertThat(alone.result()).isEqualTo("now");
        }
        assertThat(paced).isEmpty();
    }

    @Test
    void who_comes_before_the_question_is_put_shares_it() {
        usually(3);
        Future<String> first = shared.ask();
        Future<String> second = shared.ask();
        assertThat(asked).isEmpty();
        paced.remove().run();
        asked.get(0).complete("now");
        assertThat(first.result()).isEqualTo("now");
        assertThat(second.result()).isEqualTo("now");
        assertThat(paced).as("nobody waits any more").isEmpty();
    }

    @Test
    void who_comes_while_a_question_is_on_its_way_gets_the_answer_to_the_next() {
        usually(3);
        Future<String> first = shared.ask();
        paced.remove().run();
        Future<String> second = shared.ask();
        Future<String> third = shared.ask();
        asked.get(0).complete("old");
        assertThat(first.result()).isEqualTo("old");
        assertThat(second.isComplete()).isFalse();
        paced.remove().run();
        asked.get(1).complete("new");
        assertThat(Stream.of(second, third).map(Future::result)).containsOnly("new");
    }

    @Test
    void a_failure_is_for_those_who_shared_the_question_only() {
        usually(3);
        Future<String> first = shared.ask();
        paced.remove().run();
        Future<String> second = shared.ask();
        asked.get(0).fail("no");
        assertThat(first.cause()).hasMessage("no");
        paced.remove().run();
        asked.get(1).complete("yes");
        assertThat(second.result()).isEqualTo("yes");
    }

    @Test
    void a_question_that_throws_fails_too() {
        Shared<String> broken = new Shared<>(
                () -> {
                    throw new IllegalStateException("broken");
                },
                Runnable::run);
        assertThat(broken.ask().cause()).hasMessage("broken");
        assertThat(broken.ask().cause()).hasMessage("broken");
    }

    @Test
    void a_crowd_needs_no_time_to_gather() {
        usually(2 * CROWD);
        Future<String> first = shared.ask();
        assertThat(paced).isEmpty();
        asked.get(0).complete("now");
        assertThat(first.result()).isEqualTo("now");
        usually(2);
        shared.ask();
        assertThat(paced).as("where few come, there is time to gather").hasSize(1);
    }

    /** Lets so many share each question for a while. */
    private void usually(int askers) {
        for (int i = 0; i < 100; i++) {
            IntStream.range(0, askers).forEach(n -> shared.ask());
            paced.forEach(Runnable::run);
            paced.clear();
            asked.get(asked.size() - 1).complete("then");
        }
        paced.forEach(Runnable::run);
        paced.clear();
        asked.get(asked.size() - 1).tryComplete("then");
        asked.clear();
    }

    private Future<String> ask() {
        Promise<String> answer = Promise.promise();
        asked.add(answer);
        return answer.future();
    }
}
