package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
class ReadYourWriteIT {
    private static final int PAIRS = 8;
    private static final int PAGE = 50;

    /** What one pair of writer and reader saw. */
    private record Seen(int asked, int stale, int failed) {
        Seen plus(Seen other) {
            return new Seen(asked + other.asked, stale + other.stale, failed + other.failed);
        }
    }

    @Test
    void a_read_through_any_door_shows_what_was_just_written_through_another(Deployment system) throws Exception {
        List<InetSocketAddress> doors = new ArrayList<>(system.servers());
        doors.add(system.nginx());
        String token = system.token("wall");
        int rounds = Scale.of(1_000, 20_000) / PAIRS;

        ExecutorService pairs = Executors.newFixedThreadPool(PAIRS);
        try {
            List<Future<Seen>> all = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                int first = pair;
                all.add(pairs.submit(() -> writeAndRead(doors, token, rounds, first)));
            }
            Seen seen = new Seen(0, 0, 0);
            for (Future<Seen> one : all) {
                seen = seen.plus(one.get());
            }
            Report.row(
                    "ReadYourWriteIT",
                    "a post through one door, read at once through the next: two servers and nginx in turn, " + PAIRS
                            + " at a time",
                    "0 stale",
                    seen.asked + " times, " + seen.stale + " stale, " + seen.failed + " failed");
            assertThat(seen).isEqualTo(new Seen(rounds * PAIRS, 0, 0));
        } finally {
            pairs.shutdownNow();
        }
    }

    private static Seen writeAndRead(List<InetSocketAddress> doors, String token, int rounds, int first)
            throws IOException {
        List<Wall> walls =
                doors.stream().map(door -> new Wall(new Client(door), token)).toList();
        int stale = 0;
        int failed = 0;
        for (int round = 0; round < rounds; round++) {
            Wall writer = walls.get((first + round) % walls.size());
            Wall reader = walls.get((first + round + 1) % walls.size());
            Answer written = writer.post("ryw " + first + " " + System.nanoTime(), "round " + round);
            Answer read = reader.page(0, PAGE);
            if (written.status() != 200 || read.status() != 200) {
                failed++;
            } else if (!shows(
                    read.json().get("messages"), written.json().get("id").longValue())) {
                stale++;
                System.out.println("stale: " + written.body() + " is not among " + read.body());
            }
        }
        for (Wall wall : walls) {
            wall.close();
        }
        return new Seen(rounds, stale, failed);
    }

    /** Shown, or pushed off the page by newer ones, which a pair that had to wait for a processor may meet. */
    private static boolean shows(JsonNode messages, long id) {
        long oldest = Long.MAX_VALUE;
        for (JsonNode message : messages) {
            oldest = message.get("id").longValue();
            if (oldest == id) {
                return true;
            }
        }
        return messages.size() == PAGE && oldest > id;
    }
}
