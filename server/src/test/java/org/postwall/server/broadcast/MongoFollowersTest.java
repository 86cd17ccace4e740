package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who is to catch up, as MongoDB keeps it while a chat changes and a round goes over all. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MongoFollowersTest {
    private static final long CHAT = 7;

    private final BroadcastServer database = new BroadcastServer(BroadcastServer.SECRET);
    private final MongoFollowers followers = new MongoFollowers(database.store());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_round_that_saw_somebody_before_the_return_forgets_nobody() {
        Follower lost = stored(live().lost(0));
        stored(lost.back(Instant.EPOCH, 9, false));
        await(followers.returned(CHAT, lost.version()));
        assertThat(returning()).containsExactly(CHAT);
        await(followers.returned(CHAT, 0));
        assertThat(returning()).containsExactly(CHAT);
        await(followers.returned(CHAT, lost.version() + 1));
        assertThat(returning()).isEmpty();
    }

    @Test
    void who_comes_back_again_before_the_last_return_is_over_is_noted_anew() {
        Follower back = stored(stored(live().lost(0)).back(Instant.EPOCH, 9, false));
        Follower again = stored(stored(back.lost(0)).back(Instant.EPOCH, 10, false));
        await(followers.returned(CHAT, back.version() + 1));
        assertThat(returning()).containsExactly(CHAT);
        await(followers.returned(CHAT, again.version()));
        assertThat(returning()).isEmpty();
    }

    @Test
    void of_many_who_are_noted_at_once_none_is_missing() {
        List<Future<Boolean>> changes = LongStream.range(0, 40)
                .mapToObj(i -> followers.replace(
                        new Follower(CHAT + i / 4, true, false, Instant.EPOCH, 0, OptionalLong.of(3), false, 1)))
                .toList();
        assertThat(changes.stream().filter(change -> await(change))).hasSize(10);
        assertThat(returning()).hasSize(10);
    }

    @Test
    void a_note_without_a_version_is_one_of_an_older_server() {
        await(database.store().client().insert("broadcast_returns", new JsonObject().put("_id", CHAT)));
        assertThat(returning()).containsExactly(CHAT);
        await(followers.returned(CHAT, 0));
        assertThat(returning()).isEmpty();
    }

    private static Follower live() {
        return Follower.first(CHAT, Instant.EPOCH, 0);
    }

    /** As the next version of what there is. */
    private Follower stored(Follower next) {
        if (next.version() == 2) {
            assertThat(await(followers.replace(live()))).isTrue();
        }
        assertThat(await(followers.replace(next))).isTrue();
        return next;
    }

    private List<Long> returning() {
        return await(followers.returning(100));
    }
}
