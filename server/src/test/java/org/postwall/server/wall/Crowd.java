package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Collectors;

/**
 * Clients that don't give up: each posts with a key until that is acknowledged, reads it from another server, and now and
 * then removes it. They note whatever no server may answer: anything but what was asked for, or 503 with a time to come
 * back, within 15 s.
 */
final class Crowd implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 15_000;
    private static final long PAUSE_MILLIS = 100;
    private static final int REMOVED = 20;

    /** Number of each acknowledged key. */
    final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    /** Keys of posts that were removed again. */
    final Set<String> removed = ConcurrentHashMap.newKeySet();
    /** What should not have happened. */
    final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    final AtomicLong refusals = new AtomicLong();
    final AtomicLong reads = new AtomicLong();
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
    private final LongAccumulator longestQuiet = new LongAccumulator(Math::max, 0);
    private final AtomicLong lastAcknowledged = new AtomicLong();
    private final String name;
    private final String token;
    private final List<Integer> writeTo;
    private final List<Integer> readFrom;
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Future<?>> members = new ArrayList<>();
    private volatile boolean over;

    /**
     * @param token may remove any post
     * @param writeTo ports of servers that are posted to
     * @param readFrom ports of servers that are read from
     */
    Crowd(String name, String token, List<Integer> writeTo, List<Integer> readFrom) {
        this.name = name;
        this.token = token;
        this.writeTo = writeTo;
        this.readFrom = readFrom;
    }

    void start(int writers) {
        lastAcknowledged.set(System.nanoTime());
        for (int i = 0; i < writers; i++) {
            int writer = i;
            members.add(pool.submit(() -> {
                for (int post = 0; !over; post++) {
                    turn(writer, post);
                }
                return null;
            }));
        }
    }

    /** Adds some who only read, all the time. */
    void read(int readers) {
        for (int i = 0; i < readers; i++) {
            int reader = i;
            members.add(pool.submit(() -> {
                for (int turn = 0; !over; turn++) {
                    send(at(readFrom, reader + turn, "?range=20"), 200);
                    reads.incrementAndGet();
                }
                return null;
            }));
        }
    }

    /** Lets everybody finish what they are at. */
    void stop() throws Exception {
        over = true;
        for (Future<?> member : members) {
            member.get(60, TimeUnit.SECONDS);
        }
    }

    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** The longest time without an acknowledgement since it was last asked for. */
    Duration longestQuiet() {
        return Duration.ofNanos(longestQuiet.getThenReset());
    }

    private void turn(int writer, int post) throws Exception {
        String key = name + " " + writer + "-" + post;
        long number = write(key, writer + post);
        acknowledged.put(key, number);
        long now = System.nanoTime();
        longestQuiet.accumulate(now - lastAcknowledged.getAndSet(now));
        int reader = writer + post + 1;
        if (post % 3 == 2) {
            expectOne(number, reader);
        } else {
            expectOnPage(number, reader, true);
        }
        if (post % REMOVED == REMOVED - 1) {
            remove(number, writer + post);
            removed.add(key);
            expectOnPage(number, reader, false);
        }
    }

    private long write(String key, int server) throws Exception {
        JsonObject body = new JsonObject()
                .put("user", new JsonObject().put("userId", "7").put("first_name", "Ann"))
                .put("message", new JsonObject().put("message", "text of " + key));
        for (int attempt = 0; ; attempt++) {
            HttpResponse<String> answer = send(
                    at(writeTo, server + attempt, "")
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(HttpRequest.BodyPublishers.ofString(body.encode())),
                    200);
            if (answer != null) {
                return new JsonObject(answer.body()).getLong("id");
            }
        }
    }

    private void expectOne(long number, int server) throws Exception {
        HttpResponse<String> answer = insist(readFrom, server, "/" + number, 200, 404);
        if (answer.statusCode() != 200) {
            complaints.add("stale: post " + number + " is unknown to server " + server % readFrom.size());
        }
    }

    private void expectOnPage(long number, int server, boolean there) throws Exception {
        HttpResponse<String> answer = insist(readFrom, server, "?before=" + (number + 1) + "&range=1", 200, 200);
        JsonArray messages = new JsonObject(answer.body()).getJsonArray("messages");
        boolean found = !messages.isEmpty() && messages.getJsonObject(0).getLong("id") == number;
        if (found != there) {
            complaints.add("stale: post " + number + (found ? " is still" : " is not") + " shown by server "
                    + server % readFrom.size() + ": " + answer.body());
        }
    }

    private void remove(long number, int server) throws Exception {
        for (int attempt = 0; ; attempt++) {
            HttpRequest.Builder request = at(writeTo, server + attempt, "/" + number)
                    .header("Authorization", "Bearer " + token)
                    .DELETE();
            if (send(request, attempt == 0 ? 204 : 404, 204) != null) {
                return;
            }
        }
    }

    /** Asks until there is an answer, each time the next server. */
    private HttpResponse<String> insist(List<Integer> servers, int server, String rest, int... good) throws Exception {
        for (int attempt = 0; ; attempt++) {
            HttpResponse<String> answer = send(at(servers, server + attempt, rest), good);
            reads.incrementAndGet();
            if (answer != null) {
                return answer;
            }
        }
    }

    /** The answer; null where it was an honest refusal, after a pause. */
    private HttpResponse<String> send(HttpRequest.Builder request, int... good) throws Exception {
        long begun = System.nanoTime();
        HttpResponse<String> answer;
        HttpRequest built = request.timeout(Duration.ofSeconds(25)).build();
        try {
            answer = client.send(built, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            complaints.add(built.method() + " " + built.uri() + ": " + e);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return null;
        }
        long took = System.nanoTime() - begun;
        slowest.accumulate(took);
        if (took > PATIENCE_MILLIS * 1_000_000) {
            complaints.add(built.method() + " " + built.uri() + " took " + took / 1_000_000 + " ms");
        }
        for (int status : good) {
            if (answer.statusCode() == status) {
                return answer;
            }
        }
        if (answer.statusCode() != 503
                || answer.headers().firstValue("Retry-After").isEmpty()) {
            complaints.add(built.method() + " " + built.uri() + " answered " + answer.statusCode() + " "
                    + answer.headers().map() + " " + answer.body());
        }
        refusals.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // the client's pace of trying again
        return null;
    }

    private static HttpRequest.Builder at(List<Integer> ports, int server, String rest) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + ports.get(server % ports.size()) + "/api/v1/messages" + rest));
    }

    /** Fails where something was lost, doubled, stale, or answered as it may not be. */
    void judge(Map<String, Long> stored) {
        assertThat(complaints).isEmpty();
        Map<String, Long> expected = acknowledged.entrySet().stream()
                .filter(post -> !removed.contains(post.getKey()))
                .collect(Collectors.toMap(post -> "text of " + post.getKey(), Map.Entry::getValue));
        assertThat(stored).containsAllEntriesOf(expected);
        assertThat(stored.keySet())
                .doesNotContainAnyElementsOf(
                        removed.stream().map(key -> "text of " + key).toList());
        assertThat(acknowledged.values()).doesNotHaveDuplicates();
        assertThat(refusals.get()).as("the fault was noticed").isPositive();
    }

    @Override
    public String toString() {
        return "%s: %d posts, %d reads, %d refusals, slowest answer %s"
                .formatted(name, acknowledged.size(), reads.get(), refusals.get(), slowest());
    }

    @Override
    public void close() {
        over = true;
        pool.shutdownNow();
    }
}
