package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FeedTest {
    private final Fate fate = new Fate(7);
    private final MemoryMongo mongo = new MemoryMongo(fate);
    private final MortalServer here = new MortalServer(fate, mongo, Optional.empty(), 1 << 20, 20);
    private final MortalServer elsewhere = new MortalServer(fate, mongo, Optional.empty(), 1 << 20, 20);
    private final StringBuilder heard = new StringBuilder();
    private boolean full;
    private boolean ended;
    private final Follower reader = new Follower(() -> full, heard::append, () -> ended = true);

    @BeforeEach
    void follow() {
        Future<Void> following = here.engine.wall().follow(OptionalLong.of(0), reader);
        fate.run(Duration.ofSeconds(1));
        assertThat(following.succeeded()).isTrue();
    }

    @Test
    void posts_of_any_server_come_in_the_order_of_their_numbers() {
        post(here, "a");
        post(elsewhere, "b");
        assertThat(heard.toString()).containsSubsequence("id: 1\n", "\"a\"", "id: 2\n", "\"b\"");
    }

    @Test
    void a_reader_that_takes_nothing_is_sent_nothing_and_later_gets_all_of_it_once() {
        full = true;
        for (int i = 1; i <= 300; i++) {
            post(i % 2 == 0 ? here : elsewhere, "post " + i);
        }
        assertThat(heard.toString()).doesNotContain("id: ");
        full = false;
        here.engine.wall().resume(reader);
        fate.run(Duration.ofSeconds(1));
        for (int i = 1; i <= 300; i++) {
            assertThat(heard.toString()).containsOnlyOnce("id: " + i + "\n");
        }
    }

    @Test
    void a_removal_is_told_also_when_another_server_did_it() {
        post(here, "a");
        Future<Void> removed = elsewhere.engine.wall().remove(1, author -> true);
        fate.run(Duration.ofSeconds(1));
        assertThat(removed.succeeded()).isTrue();
        assertThat(heard.toString()).containsOnlyOnce("event: removed\ndata: {\"id\":1}\n\n");
    }

    @Test
    void who_has_left_hears_nothing_more() {
        here.engine.wall().leave(reader);
        post(here, "a");
        assertThat(heard.toString()).doesNotContain("id: ");
    }

    @Test
    void a_stop_ends_every_stream() {
        here.engine.stop();
        assertThat(ended).isTrue();
    }

    private void post(MortalServer server, String text) {
        Draft draft = new Draft(new Author("1", "Ann", null, null), text, "2026-11-21T10:00:00Z", null, null);
        Future<Long> number = server.engine.wall().post(draft);
        fate.run(Duration.ofSeconds(1));
        assertThat(number.succeeded()).isTrue();
    }
}
