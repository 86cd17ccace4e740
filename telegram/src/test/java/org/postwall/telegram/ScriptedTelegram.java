package org.postwall.telegram;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A Bot API over real HTTP that answers what a test tells it to, and keeps a queue of updates as Telegram does. */
public final class ScriptedTelegram implements AutoCloseable {
    public static final BotToken TOKEN = new BotToken("4242:AAEsecretsecretsecretsecret");

    private final Vertx vertx;
    private final HttpServer server;
    private final List<Received> received = new ArrayList<>();
    private final Map<String, Deque<Reply>> script = new HashMap<>();
    private final List<JsonObject> queue = new ArrayList<>();
    private final List<Runnable> polls = new ArrayList<>();

    /** A request as it came in. */
    public record Received(String method, String path, String contentType, Buffer body) {
        public JsonObject json() {
            return body.toJsonObject();
        }
    }

    /** What the next call of a method is answered; a null body cuts the connection. */
    public record Reply(int status, String body) {}

    public ScriptedTelegram(Vertx vertx) {
        this.vertx = vertx;
        this.server = Await.result(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)))
                .listen(0, "127.0.0.1"));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** The next call of a method, in lower case, gets this answer instead of the usual one. */
    public synchronized void next(String method, int status, String body) {
        script.computeIfAbsent(method, name -> new ArrayDeque<>()).add(new Reply(status, body));
    }

    public void nextError(String method, int code, String description) {
        next(
                method,
                code,
                new JsonObject()
                        .put("ok", false)
                        .put("error_code", code)
                        .put("description", description)
                        .encode());
    }

    public void nextFlood(String method, int seconds) {
        next(
                method,
                429,
                new JsonObject()
                        .put("ok", false)
                        .put("error_code", 429)
                        .put("description", "Too Many Requests: retry after " + seconds)
                        .put("parameters", new JsonObject().put("retry_after", seconds))
                        .encode());
    }

    /** Puts a text message into the queue of updates. */
    public void message(int updateId, long chat, String text) {
        JsonObject person =
                new JsonObject().put("id", chat).put("is_bot", false).put("first_name", "Ann");
        update(new JsonObject()
                .put("update_id", updateId)
                .put(
                        "message",
                        new JsonObject()
                                .put("message_id", updateId)
                                .put("date", 1)
                                .put("from", person)
                                .put("chat", new JsonObject().put("id", chat).put("type", "private"))
                                .put("text", text)));
    }

    public synchronized void update(JsonObject update) {
        queue.add(update);
        List<Runnable> waiting = List.copyOf(polls);
        polls.clear();
        waiting.forEach(Runnable::run);
    }

    /** The ids Telegram would still deliver. */
    public synchronized List<Integer> unconfirmed() {
        return queue.stream().map(update -> update.getInteger("update_id")).toList();
    }

    public synchronized List<Received> received(String method) {
        return received.stream().filter(call -> call.method().equals(method)).toList();
    }

    /** How many long polls wait now. */
    public synchronized int polling() {
        return polls.size();
    }

    @Override
    public void close() {
        Await.result(server.close());
    }

    private synchronized void handle(HttpServerRequest request, Buffer body) {
        String method = request.path().replaceAll(".*/", "").toLowerCase(Locale.ROOT);
        received.add(new Received(method, request.path(), request.getHeader("Content-Type"), body));
        Deque<Reply> replies = script.get(method);
        if (replies != null && !replies.isEmpty()) {
            Reply reply = replies.remove();
            if (reply.body() == null) {
                request.connection().close();
            } else {
                request.response().setStatusCode(reply.status()).end(reply.body());
            }
        } else if (method.equals("getupdates")) {
            poll(request, body.toJsonObject(), true);
        } else {
            request.response().end("{\"ok\":true,\"result\":true}");
        }
    }

    private void poll(HttpServerRequest request, JsonObject ask, boolean mayWait) {
        int offset = ask.getInteger("offset", 0);
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).getInteger("update_id") == offset - 1) {
                queue.subList(0, i + 1).clear();
                break;
            }
        }
        int timeout = ask.getInteger("timeout", 0);
        if (queue.isEmpty() && timeout > 0 && mayWait) {
            JsonObject noWait = ask.copy().put("timeout", 0);
            Runnable answer = () -> poll(request, noWait, false);
            polls.add(answer);
            request.connection().closeHandler(closed -> forget(answer));
            vertx.setTimer(timeout * 1000L, late -> expire(answer));
            return;
        }
        JsonArray updates =
                new JsonArray(queue.stream().limit(ask.getInteger("limit", 100)).toList());
        request.response()
                .end(new JsonObject().put("ok", true).put("result", updates).encode());
    }

    private synchronized void forget(Runnable answer) {
        polls.remove(answer);
    }

    private synchronized void expire(Runnable answer) {
        if (polls.remove(answer)) {
            answer.run();
        }
    }
}
