package org.postwall.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postwall.simulator.Simulator.BotAccount;

/** A simulator on a free port and a client that talks to it over HTTP, waiting for each answer. */
public final class Lab implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator;
    private final WebClient client;

    public Lab() {
        this(SimulatorOptions.on(0));
    }

    public Lab(SimulatorOptions options) {
        simulator = await(Simulator.start(vertx, options));
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(simulator.port())
                        .setMaxHeaderSize(1 << 16));
    }

    /** An answer: HTTP status, headers and JSON. */
    public record Answer(int status, HttpResponse<Buffer> http, Object json) {
        public JsonObject object() {
            return (JsonObject) json;
        }

        public JsonArray array() {
            return (JsonArray) json;
        }

        /** The {@code result} of a Bot API answer that must be a success. */
        public JsonObject result() {
            return ok().getJsonObject("result");
        }

        public JsonArray results() {
            return ok().getJsonArray("result");
        }

        public JsonObject ok() {
            if (!Boolean.TRUE.equals(object().getBoolean("ok"))) {
                throw new AssertionError("refused: " + json);
            }
            return object();
        }

        /** The {@code description} of a refusal. */
        public String description() {
            if (object().getBoolean("ok", true)) {
                throw new AssertionError("not refused: " + json);
            }
            return object().getString("description");
        }

        /** The sentence of a refused control call. */
        public String error() {
            return object().getString("error");
        }
    }

    public Vertx vertx() {
        return vertx;
    }

    public Simulator simulator() {
        return simulator;
    }

    public WebClient client() {
        return client;
    }

    public BotAccount bot(String username) {
        JsonObject made = post("/simulator/bots", new JsonObject().put("username", username))
                .object();
        return new BotAccount(made.getLong("id"), made.getString("username"), made.getString("token"));
    }

    public Answer call(BotAccount bot, String method, JsonObject params) {
        return await(callLater(bot, method, params));
    }

    public Future<Answer> callLater(BotAccount bot, String method, JsonObject params) {
        return send(HttpMethod.POST, "/bot" + bot.token() + "/" + method, params);
    }

    public Answer get(String path) {
        return await(client.get(path).send().map(Lab::answer));
    }

    public Answer post(String path, JsonObject body) {
        return await(send(HttpMethod.POST, path, body));
    }

    public Answer delete(String path) {
        return await(client.delete(path).send().map(Lab::answer));
    }

    public Answer patch(String path, JsonObject body) {
        return await(send(HttpMethod.PATCH, path, body));
    }

    private Future<Answer> send(HttpMethod method, String path, JsonObject body) {
        return client.request(method, path).sendJsonObject(body).map(Lab::answer);
    }

    public static Answer answer(HttpResponse<Buffer> response) {
        return new Answer(response.statusCode(), response, Json.decodeValue(response.bodyAsBuffer()));
    }

    /** A lab without limits, for tests of other things. */
    public Lab liftLimits() {
        post(
                "/simulator/limits",
                new JsonObject()
                        .put("messages_per_second", 0)
                        .put("per_chat_per_second", 0)
                        .put("per_group_per_minute", 0));
        return this;
    }

    /** Sends a text and gives the message. */
    public JsonObject sends(BotAccount bot, long chat, String text) {
        return call(bot, "sendMessage", new JsonObject().put("chat_id", chat).put("text", text))
                .result();
    }

    /** Makes a group or channel and puts the bot into it. */
    public void chat(long id, String type, BotAccount bot, String status) {
        post(
                "/simulator/chats",
                new JsonObject().put("id", id).put("type", type).put("title", "Place " + id));
        member(id, new JsonObject().put("bot", bot.username()).put("status", status));
    }

    public Answer member(long chat, JsonObject member) {
        return post("/simulator/chats/" + chat + "/members", member);
    }

    /** Everything that waits for a bot, confirming what was fetched before. */
    public JsonArray updates(BotAccount bot) {
        JsonArray found = call(bot, "getUpdates", new JsonObject()).results();
        if (!found.isEmpty()) {
            int last = found.getJsonObject(found.size() - 1).getInteger("update_id");
            call(bot, "getUpdates", new JsonObject().put("offset", last + 1)).ok();
        }
        return found;
    }

    /** A person, as {@code from} names them. */
    public static JsonObject person(long id, String firstName) {
        return new JsonObject().put("id", id).put("first_name", firstName).put("language_code", "en");
    }

    /** Ann (101) writes to the bot; gives {@code update_id} and {@code message_id}. */
    public JsonObject annWrites(BotAccount bot, String text) {
        return writes(bot, person(101, "Ann"), text);
    }

    public JsonObject writes(BotAccount bot, JsonObject person, String text) {
        Answer answer = post(
                "/simulator/messages",
                new JsonObject().put("bot", bot.username()).put("from", person).put("text", text));
        if (answer.status() != 200) {
            throw new AssertionError("refused: " + answer.json());
        }
        return answer.object();
    }

    /** What the chat shows now. */
    public JsonArray shows(long chat, BotAccount bot) {
        return get("/simulator/chats/" + chat + "/messages?bot=" + bot.username())
                .array();
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(simulator.stop());
        await(vertx.close());
    }
}
