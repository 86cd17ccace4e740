package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postwall.server.RunningServer;
import org.postwall.server.outbox.Town.House;
import org.postwall.telegram.NoAnswer;

/**
 * Random courses of events: whatever happens in whatever order, what the outbox promises holds. {@code -Doutbox.courses=200}
 * runs more of them; servers die in name only, {@code KilledOwnerIT} kills real ones.
 */
class InterleavingTest extends InTown {
    private static final int PEOPLE = 30;
    private static final int SOURCES = 8;
    private static final int STEPS = 60;

    private final List<House> houses = new ArrayList<>();
    /** More than anything that a server begins asks of the store in a row. */
    private static final int LAST_WORDS = 50;

    private final Set<Long> away = ConcurrentHashMap.newKeySet();
    private final Set<Long> returning = ConcurrentHashMap.newKeySet();
    /** Calls that may have had an effect, in their order. */
    private final List<String> happened = new CopyOnWriteArrayList<>();

    private final Map<String, Long> mostAfterCancel = new HashMap<>();
    private int accepted;

    @ParameterizedTest(name = "course {0}")
    @MethodSource("seeds")
    void whatever_happens_what_was_promised_holds(long seed) {
        Random random = new Random(seed);
        boolean paused = seed % 2 == 0;
        town.people.many = PEOPLE;
        town.people.absent = away;
        town.people.handing = this::welcome;
        join(random);
        join(random);
        for (int step = 0; step < STEPS; step++) {
            happen(random, paused);
            town.pass(Duration.ofSeconds(random.nextInt(3)));
        }
        while (accepted < SOURCES) {
            accept();
        }
        returning.addAll(away);
        houses.forEach(house -> house.telegram.failing = this::note);
        all().forEach(source -> houses.get(0).resume(source));
        town.until(() -> away.isEmpty() && all().stream().allMatch(town::finished));
        check(paused);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("outbox.courses", 4));
    }

    private void check(boolean paused) {
        for (int number = 1; number <= SOURCES; number++) {
            String source = "news:" + number;
            if (mostAfterCancel.containsKey(source)) {
                assertThat(of(source))
                        .as("%s after its cancel", source)
                        .hasSizeLessThanOrEqualTo(mostAfterCancel.get(source).intValue());
            } else if (isOnce(number)) {
                assertThat(of(source)).as(source).doesNotHaveDuplicates();
                assertThat(town.counts(source).keySet()).isSubsetOf(State.SENT, State.UNKNOWN);
            } else {
                assertThat(of(source))
                        .as(source)
                        .contains(LongStream.rangeClosed(1, PEOPLE)
                                .mapToObj(chat -> source + " " + chat)
                                .toArray(String[]::new));
                assertThat(town.counts(source)).isEqualTo(Map.of(State.SENT, (long) PEOPLE));
            }
        }
        if (!paused) {
            LongStream.rangeClosed(1, PEOPLE).forEach(this::inOrder);
        }
    }

    private void inOrder(long chat) {
        List<Integer> numbers = happened.stream()
                .filter(call -> call.endsWith(" " + chat))
                .map(call -> Integer.valueOf(call.substring(5, call.indexOf(' '))))
                .distinct()
                .toList();
        assertThat(numbers)
                .as(
                        "chat %d: %s",
                        chat,
                        happened.stream()
                                .filter(call -> call.endsWith(" " + chat))
                                .toList())
                .isSorted();
    }

    private void happen(Random random, boolean paused) {
        House house = houses.get(random.nextInt(houses.size()));
        String source = "news:" + (1 + random.nextInt(SOURCES));
        long chat = 1L + random.nextInt(PEOPLE);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> accept();
            case 3 -> {
                die(house);
                join(random);
            }
            case 4, 5 -> {
                if (paused) {
                    house.pause(source);
                }
            }
            case 6 -> house.resume(source);
            case 7 -> {
                if (random.nextInt(4) == 0 && house.cancel(source)) {
                    long sending = town.counts(source).getOrDefault(State.SENDING, 0L);
                    mostAfterCancel.put(source, sending + of(source).size());
                }
            }
            case 8 -> {
                if (!paused) {
                    town.until(() -> all().stream().allMatch(this::isRead));
                }
                if (away.add(chat)) {
                    town.ask(() -> house.outbox.stop(Town.BOT, chat));
                }
            }
            default -> returning.addAll(away);
        }
    }

    /** Whoever leaves while an audience is being read may be in it still. */
    private boolean isRead(String source) {
        JsonObject document = town.stage.document("outbox_sources", source);
        return document.getBoolean("whole") || document.getString("status").equals("cancelled");
    }

    private void accept() {
        if (accepted < SOURCES) {
            accepted++;
            houses.get(0).accept(isOnce(accepted) ? Town.once(accepted) : Town.news(accepted));
        }
    }

    private static boolean isOnce(int number) {
        return number % 3 == 0;
    }

    private void join(Random random) {
        House house = town.house();
        Random own = new Random(random.nextLong());
        house.telegram.failing = call -> switch (own.nextInt(12)) {
            case 0 -> NoAnswer.notSent("sendMessage", "no way");
            case 1 -> {
                note(call);
                yield NoAnswer.lost("sendMessage", "cut");
            }
            default -> note(call);
        };
        houses.add(house);
    }

    private Throwable note(String call) {
        happened.add(call);
        return null;
    }

    /** What it asks from now on has an effect, but no answer comes. */
    private void die(House house) {
        town.stage.onLoop(() -> {
            house.telegram.failing = this::note;
            house.telegram.dead = true;
        });
        house.die();
        houses.remove(house);
        // What it had asked of the store comes there long before another takes over; here hours pass in a moment.
        for (int i = 0; i < LAST_WORDS; i++) {
            RunningServer.await(town.stage.mongo.ping());
        }
    }

    /** Those who come back get what went by without them, and from the next source on they are of the audience. */
    private Future<Void> welcome(Handout handout) {
        return handout.last().compose(last -> {
            List<String> sources = IntStream.rangeClosed(1, last.intValue())
                    .mapToObj(number -> "news:" + number)
                    .toList();
            Future<Void> all = Future.succeededFuture();
            for (long chat : List.copyOf(returning)) {
                all = all.compose(done -> handout.give(chat, sources))
                        .compose(given -> handout.last())
                        .map(now -> now.equals(last) && away.remove(chat) && returning.remove(chat))
                        .mapEmpty();
            }
            return all;
        });
    }

    private List<String> all() {
        return IntStream.rangeClosed(1, accepted)
                .mapToObj(number -> "news:" + number)
                .toList();
    }

    private List<String> of(String source) {
        return happened.stream().filter(call -> call.startsWith(source + " ")).toList();
    }
}
