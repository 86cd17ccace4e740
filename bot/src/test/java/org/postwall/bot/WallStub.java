package org.postwall.bot;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The wall's API over real HTTP, kept in memory; a test can tell it to answer something else for once. */
public final class WallStub implements AutoCloseable {
    private final HttpServer server;
    private final NavigableMap<Long, JsonObject> posts = new TreeMap<>(Comparator.reverseOrder());
    private final Map<String, Long> keys = new HashMap<>();
    private final List<JsonObject> bodies = new ArrayList<>();
    private final List<Map<String, String>> headers = new ArrayList<>();
    private final Deque<Odd> odd = new ArrayDeque<>();
    private long last;

    /** A strange answer; status 0 cuts the connection, -1 never answers. */
    private record Odd(int status, String body, boolean afterEffect) {}

    public WallStub(Vertx vertx) {
        server = Await.result(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)))
                .listen(0, "127.0.0.1"));
    }

    public String address() {
        return "127.0.0.1:" + server.actualPort();
    }

    /** Posts as someone else would. */
    public synchronized long post(String user, String timestamp, String text) {
        posts.put(
                ++last,
                new JsonObject()
                        .put("id", last)
                        .put("user", user)
                        .put("timestamp", timestamp)
                        .put("message", text));
        return last;
    }

    public synchronized void remove(long id) {
        posts.remove(id);
    }

    public synchronized void answers(int times, int status, String body) {
        for (int i = 0; i < times; i++) {
            odd.add(new Odd(status, body, false));
        }
    }

    /** The next requests are never answered. */
    public void fallsSilent(int times) {
        answers(times, -1, "");
    }

    /** The next post is stored, but its answer gets lost. */
    public synchronized void losesTheNextAnswer() {
        odd.add(new Odd(0, "", true));
    }

    /** The texts on the wall, newest first. */
    public synchronized List<String> texts() {
        return posts.values().stream().map(post -> post.getString("message")).toList();
    }

    /** What was posted, as it came in. */
    public synchronized List<JsonObject> bodies() {
        return List.copyOf(bodies);
    }

    /** The headers of all requests; names in lower case. */
    public synchronized List<Map<String, String>> headers() {
        return List.copyOf(headers);
    }

    @Override
    public void close() {
        Await.result(server.close());
    }

    private synchronized void handle(HttpServerRequest request, Buffer body) {
        Map<String, String> names = new HashMap<>();
        request.headers().forEach(header -> names.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        headers.add(names);
        Odd strange = odd.poll();
        if (strange != null && !strange.afterEffect()) {
            answer(request, strange);
            return;
        }
        JsonObject answer =
                request.method().name().equals("POST") ? store(request, body.toJsonObject()) : read(request);
        if (strange != null) {
            answer(request, strange);
        } else if (answer == null) {
            request.response().setStatusCode(404).end("{\"status\":404}");
        } else {
            request.response().end(answer.toBuffer());
        }
    }

    private static void answer(HttpServerRequest request, Odd strange) {
        if (strange.status() == 0) {
            request.connection().close();
        } else if (strange.status() > 0) {
            request.response().setStatusCode(strange.status()).end(strange.body());
        }
    }

    private JsonObject store(HttpServerRequest request, JsonObject body) {
        bodies.add(body);
        JsonObject user = body.getJsonObject("user");
        JsonObject message = body.getJsonObject("message");
        String name =
                user.getString("first_name") + (user.containsKey("last_name") ? " " + user.getString("last_name") : "");
        long id = keys.computeIfAbsent(
                request.getHeader("Idempotency-Key"),
                key -> post(name, message.getString("timestamp"), message.getString("message")));
        return new JsonObject().put("id", id);
    }

    private JsonObject read(HttpServerRequest request) {
        String number = request.path().replaceFirst("/api/v1/messages/?", "");
        if (!number.isEmpty()) {
            return posts.get(Long.parseLong(number));
        }
        String before = request.getParam("before");
        long below = before == null ? Long.MAX_VALUE : Long.parseLong(before);
        JsonArray page = new JsonArray(posts.values().stream()
                .filter(post -> post.getLong("id") < below)
                .limit(Long.parseLong(request.getParam("range")))
                .toList());
        return new JsonObject().put("messages", page).put("total_count", posts.size());
    }
}
