package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postwall.faults.load.Answer;
import org.postwall.faults.load.Client;
import org.postwall.faults.load.Wall;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RemovedByHandIT {
    @Test
    void a_post_deleted_in_mongo_express_is_gone_from_every_server_and_from_the_bots_next_page(Deployment system)
            throws Exception {
        String token = system.token("wall");
        List<Wall> walls = new ArrayList<>();
        for (InetSocketAddress server : system.servers()) {
            walls.add(new Wall(new Client(server), token));
        }
        Wall first = walls.get(0);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(first.post("hand " + System.nanoTime(), "post " + i + " of the hand")
                    .json()
                    .get("id")
                    .longValue());
        }
        long removed = ids.get(1);
        long counted = total(first);
        for (Wall wall : walls) {
            assertThat(shows(wall, removed)).isTrue();
        }

        MongoExpress admin = new MongoExpress(system);
        assertThat(admin.post(removed).body()).contains("post 1 of the hand");
        assertThat(admin.delete(removed, "http://foreign.example").status()).isEqualTo(403);
        assertThat(admin.post(removed).status()).isEqualTo(200);
        long start = System.nanoTime();
        assertThat(admin.delete(removed, admin.origin()).status()).isEqualTo(302);
        for (Wall wall : walls) {
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !shows(wall, removed) && total(wall) == counted - 1);
            assertThat(wall.client().get("/api/v1/messages/" + removed).status())
                    .isEqualTo(404);
            assertThat(shows(wall, ids.get(0))).isTrue();
        }
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();

        try (Person reader = new Person(system, 7001, "Hand")) {
            reader.write("/start");
            reader.tap("Get messages");
            assertThat(reader.awaitText("post 3 of the hand"))
                    .contains("post 0 of the hand")
                    .doesNotContain("post 1 of");
        }
        Report.row(
                "RemovedByHandIT",
                "a post deleted in Mongo Express",
                "gone from every server within 5 s, and from the bot's next page",
                "gone from " + walls.size() + " servers after " + took + " ms, and from the bot");
    }

    private static boolean shows(Wall wall, long id) throws Exception {
        for (var post : wall.page(0, 20).json().get("messages")) {
            if (post.get("id").longValue() == id) {
                return true;
            }
        }
        return false;
    }

    private static long total(Wall wall) throws Exception {
        Answer page = wall.page(0, 1);
        return page.json().get("total_count").longValue();
    }
}
