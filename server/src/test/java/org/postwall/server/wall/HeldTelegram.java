package org.postwall.server.wall;

import static org.postwall.server.RunningServer.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A Bot API that takes every text, and answers for some of them only when it is told to. */
final class HeldTelegram implements AutoCloseable {
    /** A text that came for a chat. */
    record Copy(long chat, String text) {}

    private final HttpServer server;
    private final Set<Copy> silent = new HashSet<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Copy> came = new ArrayList<>();

    HeldTelegram(Vertx vertx) {
        server = await(vertx.createHttpServer()
                .requestHandler(
                        request -> request.body().onSuccess(body -> take(body.toJsonObject(), request.response())))
                .listen(0, "127.0.0.1"));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** This won't be answered before {@link #release}. */
    synchronized void hold(long chat, String text) {
        silent.add(new Copy(chat, text));
    }

    synchronized void release() {
        silent.clear();
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    /** What came since this was asked last. */
    synchronized List<Copy> news() {
        List<Copy> all = List.copyOf(came);
        came.clear();
        return all;
    }

    /** What came and was not asked for yet. */
    synchronized List<Copy> came() {
        return List.copyOf(came);
    }

    private synchronized void take(JsonObject call, HttpServerResponse response) {
        Copy copy = new Copy(Long.parseLong(call.getString("chat_id")), call.getString("text"));
        came.add(copy);
        Runnable answer = () -> response.end(message(copy, came.size()));
        if (silent.contains(copy)) {
            waiting.add(answer);
        } else {
            answer.run();
        }
    }

    private static Buffer message(Copy copy, int number) {
        JsonObject chat = new JsonObject().put("id", copy.chat()).put("type", "private");
        JsonObject message = new JsonObject()
                .put("message_id", number)
                .put("date", 1)
                .put("chat", chat)
                .put("text", copy.text());
        return new JsonObject().put("ok", true).put("result", message).toBuffer();
    }

    @Override
    public void close() {
        await(server.close());
    }
}
