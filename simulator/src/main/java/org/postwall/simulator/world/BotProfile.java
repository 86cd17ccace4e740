package org.postwall.simulator.world;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a bot tells about itself: commands, names and descriptions per language, menu buttons, default rights.
 *
 * <p>Texts are keyed by what they are and the language code ({@code ""}: everybody else); commands by scope and language.
 */
public final class BotProfile {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, JsonArray> commands = new HashMap<>();
    private final Map<String, JsonObject> objects = new HashMap<>();

    /** A text; an empty one when nothing was set for that language. */
    public String text(String what, String language) {
        return texts.getOrDefault(what + "/" + language, "");
    }

    public void setText(String what, String language, String text) {
        if (text.isEmpty()) {
            texts.remove(what + "/" + language);
        } else {
            texts.put(what + "/" + language, text);
        }
    }

    /** The commands set for exactly this scope and language. */
    public JsonArray commands(String scope, String language) {
        return commands.getOrDefault(scope + "/" + language, new JsonArray()).copy();
    }

    /** Sets commands; an empty list removes them. */
    public void setCommands(String scope, String language, JsonArray list) {
        if (list.isEmpty()) {
            commands.remove(scope + "/" + language);
        } else {
            commands.put(scope + "/" + language, list);
        }
    }

    /** The commands a person sees in a private chat, the most particular ones first (BotCommandScope's order). */
    public JsonArray commandsFor(long chatId, String language) {
        for (String scope : new String[] {"chat:" + chatId, "all_private_chats", "default"}) {
            for (String code : new String[] {language, ""}) {
                JsonArray found = commands.get(scope + "/" + code);
                if (found != null) {
                    return found.copy();
                }
            }
        }
        return new JsonArray();
    }

    public Optional<JsonObject> object(String what) {
        return Optional.ofNullable(objects.get(what)).map(JsonObject::copy);
    }

    public void setObject(String what, JsonObject value) {
        objects.put(what, value);
    }
}
