package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broadcasting by {@code ./run} as masters and followers meet it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BroadcastIT {
    private static final long MASTER = 731_000_999;
    private static final String NAME = "Ekaterina";
    /** One red dot. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    private static final Map<String, String> TOKENS =
            Map.of("MASTER_TOKEN", "the master's", "SERVANT_REG_TOKEN", "the followers'");

    private static final int CROWD = 200;
    private static final String TO_ALL = "To everyone";

    @TempDir
    Path data;

    @Test
    void a_photo_reaches_every_follower_as_a_copy_and_who_comes_back_gets_what_was_missed() throws Exception {
        try (Jar postwall = Jar.start(Map.of("DATA_DIR", data.toString())).ready()) {
            Person master = Person.to("master_bot", postwall, MASTER, NAME);
            master.writes("Too early");
            master.sees("Only masters");
            master.writes("/register master-demo");
            master.sees("You are a master now.");
            Person bob = follower(postwall, 7002, "follow-demo");
            Person eve = follower(postwall, 7003, "follow-demo");

            master.sends("photo", PNG, "Look");
            master.sees("2 people");
            for (Person person : List.of(bob, eve)) {
                assertCopy(person.sees("Look"));
            }

            bob.writes("/unfollow");
            bob.sees("any more");
            master.writes("First");
            eve.sees("First");
            master.writes("Second");
            eve.sees("Second");
            assertThat(bob.got()).doesNotContain("First", "Second");
            bob.writes("/follow");
            bob.sees("Second");
            master.writes("Third");
            bob.sees("Third");
            eve.sees("Third");
            for (Person person : List.of(bob, eve)) {
                assertThat(person.got())
                        .filteredOn(text ->
                                List.of("Look", "First", "Second", "Third").contains(text))
                        .containsExactly("Look", "First", "Second", "Third");
            }
            assertThat(postwall.errors()).doesNotContain("" + MASTER, NAME);
        }
    }

    @Test
    void a_kill_in_the_middle_of_a_broadcast_loses_nobody_and_doubles_only_what_was_on_its_way() throws Exception {
        try (Jar telegram = Jar.start(bots(), "simulator").ready()) {
            telegram.post(
                    telegram.address("Chat page") + "simulator/limits",
                    "{\"messages_per_second\":0,\"per_chat_per_second\":0,\"per_group_per_minute\":0}");
            List<Person> crowd = IntStream.range(0, CROWD)
                    .mapToObj(i -> Person.to("servant_bot", telegram, 900_000 + i, "Person " + i))
                    .toList();
            try (Jar postwall = run(telegram, TOKENS).ready()) {
                Person master = Person.to("master_bot", telegram, MASTER, NAME);
                master.writes("/register " + TOKENS.get("MASTER_TOKEN"));
                master.sees("You are a master now.");
                for (Person person : crowd) {
                    person.writes("/follow " + TOKENS.get("SERVANT_REG_TOKEN"));
                }
                for (Person person : crowd) {
                    person.sees("You follow now.");
                }
                master.writes(TO_ALL);
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> crowd.get(CROWD / 4).got().contains(TO_ALL));
                postwall.kill();
            }
            int early =
                    copies(crowd).values().stream().mapToInt(Integer::intValue).sum();
            assertThat(early).isBetween(1, CROWD - 1);
            try (Jar postwall = run(telegram, TOKENS).ready()) {
                JsonObject message = awaitFinished(postwall);
                assertThat(message.getJsonObject("counts").getInteger("sent"))
                        .as(message.encode())
                        .isEqualTo(CROWD);
                Map<Integer, Integer> copies = copies(crowd);
                assertThat(copies).hasSize(CROWD);
                List<Integer> twice = copies.keySet().stream()
                        .filter(person -> copies.get(person) > 1)
                        .toList();
                System.out.printf(
                        "%d got it before the kill, %d got it twice: %s%n", early, twice.size(), attempts(postwall));
                assertThat(copies.values()).allMatch(times -> times <= 2);
                assertThat(attempts(postwall)).containsAll(twice);
            }
        }
    }

    @Test
    void with_a_Telegram_elsewhere_nothing_is_made_up() throws Exception {
        try (Jar telegram = Jar.start(bots(), "simulator").ready();
                Jar postwall = run(telegram, Map.of()).ready()) {
            assertThat(postwall.output()).doesNotContain("demo", "@master_bot", "@servant_bot");
            Person master = Person.to("master_bot", telegram, MASTER, NAME);
            master.writes("/register master-demo");
            master.sees("wrong");
        }
    }

    private static Person follower(Jar postwall, long id, String token) throws Exception {
        Person person = Person.to("servant_bot", postwall, id, "Follower");
        person.writes("/follow wrong");
        person.sees("wrong");
        person.writes("/follow " + token);
        person.sees("You follow now.");
        return person;
    }

    /** The medium is the one that was sent, and nothing says by whom. */
    private static void assertCopy(JsonObject message) {
        JsonArray sizes = message.getJsonArray("photo");
        assertThat(sizes).as(message.encode()).isNotEmpty();
        assertThat(sizes.getJsonObject(sizes.size() - 1).getInteger("file_size"))
                .isEqualTo(Base64.getDecoder().decode(PNG).length);
        assertThat(message.encode()).doesNotContain("" + MASTER, NAME, "forward", "via_bot", "master");
    }

    private Jar run(Jar telegram, Map<String, String> tokens) throws Exception {
        Map<String, String> settings = new HashMap<>(bots());
        settings.putAll(tokens);
        settings.put("TELEGRAM_API_URL", telegram.address("Bot API"));
        settings.put("BOT_MESSAGES_PER_SECOND", "50");
        settings.put("DATA_DIR", data.toString());
        return Jar.start(settings);
    }

    private static Map<String, String> bots() {
        return Map.of(
                "BOT_TOKEN", "2000000001:AAE_only-known-to-this-test",
                "MASTER_BOT_TOKEN", "2000000002:AAE_only-known-to-this-test",
                "SERVANT_BOT_TOKEN", "2000000003:AAE_only-known-to-this-test");
    }

    /** How often it came, by the number in the crowd of those to whom it came. */
    private static Map<Integer, Integer> copies(List<Person> crowd) throws Exception {
        Map<Integer, Integer> copies = new HashMap<>();
        for (int i = 0; i < crowd.size(); i++) {
            int times = (int) crowd.get(i).got().stream().filter(TO_ALL::equals).count();
            if (times > 0) {
                copies.put(i, times);
            }
        }
        return copies;
    }

    /** Who was tried more than once, by the number in the crowd. */
    private static List<Integer> attempts(Jar postwall) throws Exception {
        String all =
                postwall.get(broadcasts(postwall) + "/1/deliveries?limit=1000").body();
        return new JsonObject(all)
                .getJsonArray("deliveries").stream()
                        .map(JsonObject.class::cast)
                        .filter(delivery -> delivery.getInteger("attempts") > 1)
                        .map(delivery -> (int) (delivery.getLong("chat_id") - 900_000))
                        .toList();
    }

    private static JsonObject awaitFinished(Jar postwall) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> new JsonObject(
                                postwall.get(broadcasts(postwall) + "/1").body()),
                        message -> message.getBoolean("finished", false));
    }

    private static String broadcasts(Jar postwall) {
        return postwall.address("Wall") + "api/v1/broadcast/messages";
    }
}
