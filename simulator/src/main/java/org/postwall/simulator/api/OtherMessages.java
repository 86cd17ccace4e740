package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.postwall.simulator.world.Content;

/** Sending what is neither text nor a file: places, contacts, dice, polls. */
final class OtherMessages {
    private static final Map<String, Integer> DICE = Map.of("🎲", 6, "🎯", 6, "🏀", 5, "⚽", 5, "🎳", 6, "🎰", 64);

    private final Sender sender;

    OtherMessages(Sender sender) {
        this.sender = sender;
    }

    JsonObject sendLocation(Call call) {
        return sender.send(call, Content.other(new JsonObject().put("location", location(call))));
    }

    JsonObject sendVenue(Call call) {
        JsonObject venue = new JsonObject()
                .put("location", location(call))
                .put("title", required(call, "title"))
                .put("address", required(call, "address"));
        return sender.send(
                call,
                Content.other(new JsonObject().put("location", location(call)).put("venue", venue)));
    }

    JsonObject sendContact(Call call) {
        JsonObject contact = new JsonObject()
                .put("phone_number", required(call, "phone_number"))
                .put("first_name", required(call, "first_name"));
        if (call.params().has("last_name")) {
            contact.put("last_name", call.text("last_name"));
        }
        return sender.send(call, Content.other(new JsonObject().put("contact", contact)));
    }

    JsonObject sendDice(Call call) {
        String emoji = call.text("emoji").isEmpty() ? "🎲" : call.text("emoji");
        Integer sides = DICE.get(emoji);
        if (sides == null) {
            throw Refusal.bad("EMOTICON_INVALID");
        }
        int value = ThreadLocalRandom.current().nextInt(sides) + 1;
        return sender.send(
                call,
                Content.other(new JsonObject()
                        .put("dice", new JsonObject().put("emoji", emoji).put("value", value))));
    }

    JsonObject sendPoll(Call call) {
        JsonArray options = new JsonArray();
        call.params()
                .array("options", "String as options")
                .orElseGet(JsonArray::new)
                .forEach(option -> options.add(new JsonObject()
                        .put(
                                "text",
                                option instanceof JsonObject json ? json.getString("text", "") : String.valueOf(option))
                        .put("persistent_id", Integer.toString(options.size()))
                        .put("voter_count", 0)));
        if (options.isEmpty() || options.size() > 12) {
            throw Refusal.bad("poll must have from 1 to 12 options");
        }
        boolean anonymous = !call.params().has("is_anonymous") || call.params().flag("is_anonymous");
        JsonObject poll = new JsonObject()
                .put("id", Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50)))
                .put("question", required(call, "question"))
                .put("options", options)
                .put("total_voter_count", 0)
                .put("is_closed", call.params().flag("is_closed"))
                .put("is_anonymous", anonymous)
                .put("type", call.text("type").isEmpty() ? "regular" : call.text("type"))
                .put("allows_multiple_answers", call.params().flag("allows_multiple_answers"))
                .put("allows_revoting", true)
                .put("members_only", false);
        return sender.send(call, Content.other(new JsonObject().put("poll", poll)));
    }

    private static JsonObject location(Call call) {
        return new JsonObject()
                .put("latitude", degrees(call, "latitude", 90))
                .put("longitude", degrees(call, "longitude", 180));
    }

    private static double degrees(Call call, String field, int most) {
        if (call.text(field).isEmpty()) {
            throw Refusal.bad(field + " is empty");
        }
        try {
            double value = Double.parseDouble(call.text(field));
            if (Math.abs(value) <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw Refusal.bad("wrong location specified");
        }
        throw Refusal.bad("wrong location specified");
    }

    private static String required(Call call, String field) {
        if (call.text(field).isBlank()) {
            throw Refusal.bad("parameter \"" + field + "\" is required");
        }
        return call.text(field);
    }
}
