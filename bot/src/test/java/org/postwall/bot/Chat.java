package org.postwall.bot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** A person's private chat with the bot under test: writes, taps, and looks at what the chat shows. */
public final class Chat {
    private final Telegram telegram;
    private final JsonObject person;

    Chat(Telegram telegram, JsonObject person) {
        this.telegram = telegram;
        this.person = person;
    }

    /** A message as the chat shows it now. */
    public record Shown(int id, boolean byBot, String text, JsonObject json) {
        public List<String> buttons() {
            return rows().stream().flatMap(List::stream).map(Button::label).toList();
        }

        public Button button(String label) {
            return rows().stream()
                    .flatMap(List::stream)
                    .filter(button -> button.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no button " + label + " but " + buttons()));
        }

        List<List<Button>> rows() {
            JsonArray rows = json.getJsonObject("reply_markup", new JsonObject())
                    .getJsonArray("inline_keyboard", new JsonArray());
            return IntStream.range(0, rows.size())
                    .mapToObj(i -> rows.getJsonArray(i).stream()
                            .map(JsonObject.class::cast)
                            .map(button -> new Button(button.getString("text"), button.getString("callback_data")))
                            .toList())
                    .toList();
        }
    }

    /** An inline button. */
    public record Button(String label, String data) {}

    public long id() {
        return person.getLong("id");
    }

    /** Writes; returns the message's id. */
    public int says(String text) {
        return sends("text", text);
    }

    /** Sends a message whose content is in the given field. */
    public int sends(String field, String content) {
        return telegram.control("POST", "messages", request().put(field, content))
                .getInteger("message_id");
    }

    public void edits(int messageId, String text) {
        telegram.control(
                "PATCH", "messages", request().put("message_id", messageId).put("text", text));
    }

    /** Taps a button of the newest message; returns the tap's id. */
    public String taps(String label) {
        return taps(last(), label);
    }

    /** Taps a button of a message; returns the tap's id. */
    public String taps(Shown message, String label) {
        JsonObject tap = request()
                .put("message_id", message.id())
                .put("data", message.button(label).data());
        return telegram.control("POST", "taps", tap).getString("callback_query_id");
    }

    /** What the bot answered to a tap: {@code {answered, text?}}. */
    public JsonObject answer(String tap) {
        return telegram.control("GET", "callbacks/" + tap, null);
    }

    public void blocks(boolean blocked) {
        telegram.control(
                "POST",
                "blocks",
                new JsonObject().put("bot", telegram.bot()).put("user_id", id()).put("blocked", blocked));
    }

    /** Everything the chat shows, oldest first. */
    public List<Shown> shows() {
        return telegram.list("chats/" + id() + "/messages?bot=" + telegram.bot()).stream()
                .map(JsonObject.class::cast)
                .map(message -> new Shown(
                        message.getInteger("message_id"),
                        message.getJsonObject("from").getBoolean("is_bot"),
                        message.getString("text", ""),
                        message))
                .toList();
    }

    /** What the bot said, oldest first. */
    public List<Shown> said() {
        return shows().stream().filter(Shown::byBot).toList();
    }

    public Shown last() {
        List<Shown> said = said();
        if (said.isEmpty()) {
            throw new AssertionError("the bot has said nothing");
        }
        return said.get(said.size() - 1);
    }

    /** A control request about this person and the bot. */
    public JsonObject request() {
        return new JsonObject().put("bot", telegram.bot()).put("from", person);
    }
}
