package org.postwall.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.postwall.faults.load.Answer;
import org.postwall.faults.load.Client;
import org.postwall.faults.system.Deployment;

/** Someone who chats with a bot, through the simulator's control routes. */
final class Person implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Client client;
    private final String bot;
    private final long id;
    private final String name;
    private long lastSeen;

    Person(Deployment system, long id, String name) {
        this(new Client(system.published("simulator", 8081)), system.setting("BOT_TOKEN"), id, name);
    }

    Person(Client client, String bot, long id, String name) {
        this.client = client;
        this.bot = bot;
        this.id = id;
        this.name = name;
    }

    void write(String text) throws IOException {
        lastSeen = newest();
        send("/simulator/messages", said().put("text", text));
    }

    /** Sends a photo, given as base64, with words below it. */
    void sendPhoto(String base64, String caption) throws IOException {
        lastSeen = newest();
        send("/simulator/messages", said().put("photo", base64).put("caption", caption));
    }

    /** Taps the newest button with these words, as soon as there is one. */
    void tap(String words) {
        AtomicReference<ObjectNode> tap = new AtomicReference<>();
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> {
            tap.set(button(words));
            return tap.get() != null;
        });
        try {
            lastSeen = newest();
            send("/simulator/taps", tap.get());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole text, or a medium's caption, of what the bot said since the last word or tap, once it holds these words. */
    String awaitText(String words) {
        AtomicReference<String> found = new AtomicReference<>();
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> {
            found.set(said(words));
            return found.get() != null;
        });
        return found.get();
    }

    /** How many messages of the bot hold these words. */
    long count(String words) throws IOException {
        long count = 0;
        for (JsonNode message : chat()) {
            count += words(message).contains(words) ? 1 : 0;
        }
        return count;
    }

    private String said(String words) throws IOException {
        for (JsonNode message : chat()) {
            boolean news = message.get("message_id").longValue() > lastSeen || message.has("edit_date");
            if (news
                    && words(message).contains(words)
                    && message.at("/from/is_bot").booleanValue()) {
                return words(message);
            }
        }
        return null;
    }

    private static String words(JsonNode message) {
        return message.path("caption").asText(message.path("text").asText(""));
    }

    private ObjectNode button(String words) throws IOException {
        ObjectNode found = null;
        for (JsonNode message : chat()) {
            for (JsonNode row : message.at("/reply_markup/inline_keyboard")) {
                for (JsonNode button : row) {
                    if (button.get("text").textValue().contains(words)) {
                        found = said().put(
                                        "message_id", message.get("message_id").longValue())
                                .put("data", button.get("callback_data").textValue());
                    }
                }
            }
        }
        return found;
    }

    private long newest() throws IOException {
        long newest = 0;
        for (JsonNode message : chat()) {
            newest = Math.max(newest, message.get("message_id").longValue());
        }
        return newest;
    }

    private JsonNode chat() throws IOException {
        return ok(client.get("/simulator/chats/" + id + "/messages?bot=" + bot)).json();
    }

    private ObjectNode said() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("bot", bot);
        body.putObject("from").put("id", id).put("first_name", name).put("language_code", "en");
        return body;
    }

    private void send(String path, ObjectNode body) throws IOException {
        ok(client.ask("POST", path, Map.of("Content-Type", "application/json"), body.toString()));
    }

    private static Answer ok(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("the simulator answered " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
