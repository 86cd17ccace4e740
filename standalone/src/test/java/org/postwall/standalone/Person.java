package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A person in the simulator who chats with a bot: writes, taps, and waits until something is to be seen. */
final class Person {
    private final Jar simulator;
    private final String bot;
    private final JsonObject who;

    Person(Jar simulator, String bot, JsonObject who) {
        this.simulator = simulator;
        this.bot = bot;
        this.who = who;
    }

    /** Somebody English who writes to this bot. */
    static Person to(String bot, Jar simulator, long id, String name) {
        return new Person(
                simulator,
                bot,
                new JsonObject().put("id", id).put("first_name", name).put("language_code", "en"));
    }

    void writes(String text) throws Exception {
        control("messages", new JsonObject().put("text", text));
    }

    /** Sends one medium, say {@code photo}, given as base64. */
    void sends(String kind, String base64, String caption) throws Exception {
        control("messages", new JsonObject().put(kind, base64).put("caption", caption));
    }

    void taps(JsonObject message, String button) throws Exception {
        String data = find(message, button)
                .orElseThrow(() -> new AssertionError("no button '" + button + "' at " + message))
                .getString("callback_data");
        control(
                "taps",
                new JsonObject()
                        .put("message_id", message.getInteger("message_id"))
                        .put("data", data));
    }

    /** Waits for the newest message that holds these words, in its text or on a button. */
    JsonObject sees(String words) {
        AtomicReference<JsonObject> found = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonArray chat = chat();
            for (int i = 0; i < chat.size(); i++) {
                JsonObject message = chat.getJsonObject(i);
                if (message.getString("caption", message.getString("text")).contains(words)
                        || find(message, words).isPresent()) {
                    found.set(message);
                }
            }
            assertThat(found.get()).as("'%s' in %s", words, chat).isNotNull();
        });
        return found.get();
    }

    /** What the bot wrote and the chat still shows, oldest first: texts, or captions of media. */
    List<String> got() throws Exception {
        return chat().stream()
                .map(JsonObject.class::cast)
                .filter(message -> message.getJsonObject("from").getBoolean("is_bot"))
                .map(message -> message.getString("caption", message.getString("text")))
                .toList();
    }

    private JsonArray chat() throws Exception {
        return new JsonArray(simulator
                .get(control() + "chats/" + who.getLong("id") + "/messages?bot=" + bot)
                .body());
    }

    private void control(String action, JsonObject body) throws Exception {
        body.put("bot", bot).put("from", who);
        var answer = simulator.post(control() + action, body.encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String control() {
        return simulator.address("Chat page") + "simulator/";
    }

    private static Optional<JsonObject> find(JsonObject message, String button) {
        JsonObject markup = message.getJsonObject("reply_markup", new JsonObject());
        return markup.getJsonArray("inline_keyboard", new JsonArray()).stream()
                .flatMap(row -> ((JsonArray) row).stream())
                .map(JsonObject.class::cast)
                .filter(candidate -> candidate.getString("text").contains(button))
                .findFirst();
    }
}
