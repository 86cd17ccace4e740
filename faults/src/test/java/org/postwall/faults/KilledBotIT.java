package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postwall.faults.load.Client;
import org.postwall.faults.load.Wall;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledBotIT {
    private static final String CONFIRMED = "Done! Your message is on the wall.";

    @Test
    void a_bot_killed_in_a_burst_of_messages_stores_each_once_and_confirms_it(Deployment system) throws Exception {
        int people = Scale.of(100, 1_000);
        int kills = Scale.of(1, 3);
        String mark = "burst " + System.nanoTime() + " ";
        Container bot = system.container("bot");
        int restarts = bot.restarts();
        try (Client simulator = new Client(system.published("simulator", 8081));
                Wall wall = new Wall(new Client(system.nginx()), "")) {
            List<Person> all = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                all.add(new Person(simulator, system.setting("BOT_TOKEN"), 500_000 + i, "Person " + i));
            }
            for (Person person : all) {
                person.write("/start");
            }
            for (Person person : all) {
                person.tap("Add message");
            }
            for (Person person : all) {
                person.awaitText("Write your message");
            }

            long start = System.nanoTime();
            for (int i = 0; i < people; i++) {
                all.get(i).write(mark + i);
            }
            for (int kill = 1; kill <= kills; kill++) {
                // Somewhere in the middle: some stored, some not, one being stored.
                int share = people * kill / (kills + 1);
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> wall.page(0, 1).body().contains(mark)
                                && stored(wall, mark).size() >= share);
                bot.murder();
            }
            for (Person person : all) {
                person.awaitText(CONFIRMED);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            Map<String, Integer> stored = stored(wall, mark);
            long twice = stored.values().stream().filter(times -> times > 1).count();
            long saidTwice = 0;
            for (Person person : all) {
                saidTwice += person.count(CONFIRMED) > 1 ? 1 : 0;
            }
            Report.row(
                    "KilledBotIT",
                    people + " people tap Add and write at once; the bot is killed with -9, " + kills + " times",
                    "each stored once and confirmed; the bot comes back by itself",
                    stored.size() + " stored, " + twice + " twice; " + people + " confirmed, " + saidTwice
                            + " of them twice; all after " + took.toSeconds() + " s, restarts: "
                            + (bot.restarts() - restarts));
            assertThat(stored).hasSize(people);
            assertThat(twice).isZero();
            assertThat(bot.restarts()).isEqualTo(restarts + kills);
        }
    }

    private static Map<String, Integer> stored(Wall wall, String mark) throws Exception {
        Map<String, Integer> times = new HashMap<>();
        wall.everything().values().stream()
                .filter(text -> text.startsWith(mark))
                .forEach(text -> times.merge(text, 1, Integer::sum));
        return times;
    }
}
