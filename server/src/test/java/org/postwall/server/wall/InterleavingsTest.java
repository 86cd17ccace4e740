package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.http.ApiException;

/**
 * Several servers on one MongoDB and one Redis, through random courses of posts, repetitions, removals, lost commands,
 * lost caches and deaths, against a plain list.
 *
 * <p>A failure names its seed; {@code -Dseed=N} runs that one alone.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterleavingsTest {
    private static final int COURSES = Integer.getInteger("courses", 300);
    private static final Author ANN = new Author("1", "Ann", null, null);

    @Test
    void every_read_shows_what_was_acknowledged_before_it_began() {
        String wanted = System.getProperty("seed");
        if (wanted != null) {
            new Course(Long.parseLong(wanted)).run();
            return;
        }
        long first = System.nanoTime();
        for (long seed = first; seed < first + COURSES; seed++) {
            try {
                new Course(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** One random course of events, and what it must come to. */
    private static final class Course {
        private final Fate fate;
        private final MemoryMongo mongo;
        private final MemoryRedis redis;
        private final boolean withRedis;
        private final long segmentBytes;
        /** Longer answers are streamed. */
        private final int largestPage;

        private final List<MortalServer> servers = new ArrayList<>();
        /** Acknowledged posts: number and text. */
        private final Map<Long, String> stored = new HashMap<>();
        /** Texts that were ever sent. */
        private final Set<String> sent = new HashSet<>();
        /** Numbers whose removal began, and those whose removal was acknowledged. */
        private final Set<Long> removing = new HashSet<>();

        private final Set<Long> removed = new HashSet<>();
        /** Removed behind everybody's back, which is noticed only seconds later. */
        private final Set<Long> byHand = new HashSet<>();

        private final Map<String, Set<Long>> numbersOfKeys = new HashMap<>();
        private int texts;
        private int keys;
        private final List<AssertionError> failures = new ArrayList<>();

        Course(long seed) {
            fate = new Fate(seed);
            mongo = new MemoryMongo(fate);
            redis = new MemoryRedis(fate);
            withRedis = !fate.chance(20);
            segmentBytes = fate.chance(50) ? 1 : 1 << 20;
            largestPage = fate.chance(50) ? 3 : Integer.MAX_VALUE;
            fate.trouble = fate.chance(30) ? 0 : fate.random.nextInt(15);
            mongo.countError = fate.chance(70) ? 0 : fate.random.nextInt(5) - 2L;
            preload();
            for (int i = 0; i < 1 + fate.random.nextInt(3); i++) {
                servers.add(born());
            }
        }

        private void preload() {
            int many = fate.chance(50) ? 0 : fate.random.nextInt(400);
            for (long number = 1; number <= many; number++) {
                if (!fate.chance(2)) {
                    String text = text();
                    boolean gone = fate.chance(10);
                    mongo.posts.put(
                            number, gone ? Post.empty(number) : new Post(number, ANN, text, "now", null, null, false));
                    if (!gone) {
                        stored.put(number, text);
                    }
                }
            }
            mongo.give(many);
        }

        private MortalServer born() {
            Optional<MemoryRedis> cache = withRedis ? Optional.of(redis) : Optional.empty();
            MortalServer server = new MortalServer(fate, mongo, cache, segmentBytes, largestPage);
            if (fate.chance(50)) {
                server.follow();
            }
            return server;
        }

        void run() {
            int acts = 20 + fate.random.nextInt(150);
            for (int i = 0; i < acts; i++) {
                act();
                int pace = fate.random.nextInt(20);
                for (int step = 0; step < pace; step++) {
                    fate.step();
                }
            }
            calm();
            judge();
        }

        private MortalServer any() {
            return servers.get(fate.random.nextInt(servers.size()));
        }

        private void act() {
            int kind = fate.random.nextInt(100);
            if (kind < 35) {
                post();
            } else if (kind < 70) {
                read();
            } else if (kind < 76) {
                remove();
            } else if (kind < 79) {
                removeByHand();
            } else if (kind < 82) {
                kill();
            } else if (kind < 94) {
                shakeRedis();
            } else {
                fate.run(Duration.ofMillis(fate.random.nextInt(3000)));
            }
        }

        private String text() {
            String text = "text " + texts++;
            sent.add(text);
            return text;
        }

        private void post() {
            if (fate.chance(40)) {
                String key = fate.chance(50) && keys > 0 ? "k" + fate.random.nextInt(keys) : "k" + keys++;
                sent.add("text of " + key);
                int times = 1 + fate.random.nextInt(2);
                for (int i = 0; i < times; i++) {
                    postKeyed(key, any(), 20);
                }
            } else {
                Draft draft = new Draft(ANN, text(), "now", null, null);
                any().engine.wall().post(draft).onSuccess(number -> acknowledged(number, draft.text()));
            }
        }

        /** A client that doesn't give up. */
        private void postKeyed(String key, MortalServer server, int attempts) {
            Draft draft = new Draft(ANN, "text of " + key, "now", key, "hash of " + key);
            server.asked(server.engine.wall().post(draft)).onComplete(done -> {
                if (done.succeeded()) {
                    numbersOfKeys.computeIfAbsent(key, k -> new HashSet<>()).add(done.result());
                    acknowledged(done.result(), draft.text());
                } else if (attempts > 0) {
                    fate.later(() -> postKeyed(key, any(), attempts - 1));
                }
            });
        }

        private void acknowledged(long number, String text) {
            String before = stored.put(number, text);
            check(() -> assertThat(before == null || before.equals(text))
                    .as("number %d holds %s", number, before)
                    .isTrue());
        }

        private void remove() {
            if (!stored.isEmpty()) {
                List<Long> numbers = stored.keySet().stream().sorted().toList();
                remove(numbers.get(fate.random.nextInt(numbers.size())), 20);
            }
        }

        private void remove(long number, int attempts) {
            removing.add(number);
            MortalServer server = any();
            server.asked(server.engine.wall().remove(number, author -> true)).onComplete(done -> {
                boolean refused = done.failed() && !(done.cause() instanceof ApiException e && e.status() == 404);
                if (!refused && !byHand.contains(number)) {
                    removed.add(number);
                } else if (attempts > 0) {
                    fate.later(() -> remove(number, attempts - 1));
                }
            });
        }

        private void removeByHand() {
            List<Long> numbers = mongo.posts.values().stream()
                    .filter(post -> !post.gone() && post.key() == null)
                    .map(Post::number)
                    .toList();
            if (!numbers.isEmpty()) {
                long number = numbers.get(fate.random.nextInt(numbers.size()));
                removing.add(number);
                byHand.add(number);
                mongo.posts.remove(number);
            }
        }

        private void kill() {
            int i = fate.random.nextInt(servers.size());
            servers.get(i).die();
            servers.set(i, born());
        }

        private void shakeRedis() {
            int kind = fate.random.nextInt(8);
            if (kind == 0) {
                redis.freeze();
            } else if (kind == 1) {
                redis.empty();
            } else if (kind == 2) {
                redis.evictHead();
            } else if (kind == 3) {
                redis.save();
            } else if (kind == 4) {
                redis.restart();
            } else if (kind == 5) {
                redis.stop();
            } else {
                redis.heal();
            }
        }

        private void read() {
            Map<Long, String> before = new HashMap<>(stored);
            Set<Long> gone = new HashSet<>(removed);
            PageRequest request = fate.chance(60)
                    ? new PageRequest(Long.MAX_VALUE, 0, 0)
                    : new PageRequest(
                            fate.chance(50) ? Long.MAX_VALUE : 1 + fate.random.nextInt(300),
                            fate.random.nextInt(50),
                            fate.random.nextInt(30));
            read(any().engine.wall(), request).onSuccess(answer -> check(() -> check(request, answer, before, gone)));
        }

        /** As the HTTP edge reads. */
        private Future<JsonObject> read(Wall wall, PageRequest request) {
            return wall.now().compose(view -> {
                Page ready = wall.ready(view, request.toString());
                return ready == null
                        ? wall.page(request.toString(), request).compose(answer -> text(wall, answer))
                        : Future.succeededFuture(new JsonObject(ready.body()));
            });
        }

        private Future<JsonObject> text(Wall wall, Answer answer) {
            if (answer instanceof Page page) {
                return Future.succeededFuture(new JsonObject(page.body()));
            }
            MemoryStream out = new MemoryStream(fate);
            return wall.scroll((Stretch) answer, out, Promise.<Void>promise().future())
                    .map(done -> new JsonObject(out.text()));
        }

        /** Futures may swallow what is thrown, so it is kept. */
        private void check(Runnable assertions) {
            try {
                assertions.run();
            } catch (AssertionError e) {
                failures.add(e);
            }
        }

        private void check(PageRequest request, JsonObject page, Map<Long, String> before, Set<Long> gone) {
            List<Long> shown = numbers(page);
            for (int i = 1; i < shown.size(); i++) {
                assertThat(shown.get(i)).isLessThan(shown.get(i - 1));
            }
            assertThat(shown).filteredOn(gone::contains).isEmpty();
            for (Object message : page.getJsonArray("messages")) {
                JsonObject json = (JsonObject) message;
                assertThat(sent).contains(json.getString("message"));
                String known = stored.get(json.getLong("id"));
                assertThat(known == null || known.equals(json.getString("message")))
                        .isTrue();
            }
            if (request.everything() && request.start() == 0 && request.before() == Long.MAX_VALUE) {
                // What is removed while a long answer is on its way is counted in it and may not be there.
                assertThat(page.getLong("total_count")).isGreaterThanOrEqualTo(shown.size());
                Set<Long> due = new HashSet<>(before.keySet());
                due.removeAll(removing);
                assertThat(shown).containsAll(due);
            }
        }

        /** Everything works again, and enough time passes for all that was lost to be noticed. */
        private void calm() {
            fate.trouble = 0;
            redis.heal();
            for (int i = 0; i < 10; i++) {
                servers.forEach(server -> read(server.engine.wall(), new PageRequest(1, 0, 0)));
                fate.run(Duration.ofSeconds(5));
            }
        }

        private void judge() {
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
            assertThat(LongStream.rangeClosed(1, mongo.given()).filter(number -> !mongo.posts.containsKey(number)))
                    .as("numbers that are no document")
                    .isEmpty();
            mongo.keys().forEach((key, times) -> assertThat(times).as(key).isEqualTo(1));
            numbersOfKeys.forEach((key, numbers) -> assertThat(numbers).as(key).hasSize(1));
            List<Long> readable = mongo.posts.descendingMap().values().stream()
                    .filter(post -> !post.gone())
                    .map(Post::number)
                    .toList();
            Set<Long> due = new HashSet<>(stored.keySet());
            due.removeAll(removing);
            assertThat(readable).containsAll(due);
            for (MortalServer server : servers) {
                assertThat(server.engine.unanswered()).isZero();
                judge(server, readable);
            }
        }

        private void judge(MortalServer server, List<Long> readable) {
            for (int i = 0; i < 6; i++) {
                int start = fate.random.nextInt(readable.size() + 3);
                int range = fate.random.nextInt(60);
                long before = fate.chance(50) ? Long.MAX_VALUE : 1 + fate.random.nextInt((int) mongo.given() + 2);
                PageRequest request = new PageRequest(before, start, range);
                List<Long> expected = readable.stream()
                        .filter(number -> number < before)
                        .skip(start)
                        .limit(range == 0 ? Long.MAX_VALUE : range)
                        .toList();
                JsonObject[] page = new JsonObject[1];
                read(server.engine.wall(), request).onSuccess(answer -> page[0] = answer);
                fate.settle();
                assertThat(page[0]).as("%s", request).isNotNull();
                assertThat(numbers(page[0])).as("%s", request).isEqualTo(expected);
                assertThat(page[0].getLong("total_count")).isEqualTo(readable.size());
            }
            List<Long> followed = server.followed;
            for (int i = 1; i < followed.size(); i++) {
                assertThat(followed.get(i)).isGreaterThan(followed.get(i - 1));
            }
            if (server.followedFrom == 0) {
                assertThat(followed).containsAll(readable);
            }
        }

        private static List<Long> numbers(JsonObject page) {
            JsonArray messages = page.getJsonArray("messages");
            return messages.stream()
                    .map(message -> ((JsonObject) message).getLong("id"))
                    .toList();
        }
    }
}
