package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keyboards below messages, refused where Telegram refuses them. */
final class Markups {
    private static final int MOST_BUTTONS = 100;
    private static final int LONGEST_DATA = 64;

    private static final List<String> ACTIONS = List.of(
            "url",
            "callback_data",
            "web_app",
            "login_url",
            "switch_inline_query",
            "switch_inline_query_current_chat",
            "switch_inline_query_chosen_chat",
            "copy_text",
            "callback_game",
            "pay");

    /** The keyboard of a call, of any kind; nothing if there is none or an empty one. */
    Optional<JsonObject> read(Params params) {
        Optional<JsonObject> markup = params.object("reply_markup", "reply keyboard markup");
        if (markup.isEmpty() || markup.get().isEmpty()) {
            return Optional.empty();
        }
        JsonObject keyboard = markup.get();
        if (keyboard.containsKey("inline_keyboard")) {
            return inline(keyboard);
        }
        if (keyboard.containsKey("keyboard")) {
            checkReplyKeyboard(keyboard);
        }
        return markup;
    }

    /** For edits: only an inline keyboard can be edited. */
    Optional<JsonObject> readInline(Params params) {
        Optional<JsonObject> markup = read(params);
        if (markup.isPresent() && !markup.get().containsKey("inline_keyboard")) {
            throw Refusal.bad("inline keyboard expected");
        }
        return markup;
    }

    private static Optional<JsonObject> inline(JsonObject markup) {
        JsonArray clean = new JsonArray();
        int count = 0;
        for (JsonArray row : rows(markup, "inline_keyboard", " of the InlineKeyboardMarkup")) {
            JsonArray buttons = new JsonArray();
            for (Object button : row) {
                if (!(button instanceof JsonObject json)) {
                    throw Refusal.bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object");
                }
                checkButton(json);
                buttons.add(json);
                count++;
            }
            if (!buttons.isEmpty()) {
                clean.add(buttons);
            }
        }
        if (count > MOST_BUTTONS) {
            throw Refusal.bad("reply markup is too long");
        }
        return clean.isEmpty() ? Optional.empty() : Optional.of(new JsonObject().put("inline_keyboard", clean));
    }

    private static void checkButton(JsonObject button) {
        String what = "can't parse inline keyboard button: ";
        if (!button.containsKey("text")) {
            throw Refusal.bad(what + "Can't find field \"text\"");
        }
        if (!(button.getValue("text") instanceof String text)) {
            throw Refusal.bad(what + "Field \"text\" must be of type String");
        }
        if (text.isBlank()) {
            throw Refusal.bad("inline keyboard button text must be non-empty");
        }
        List<String> actions = ACTIONS.stream()
                .filter(action -> button.getValue(action) != null && !emptyAction(button, action))
                .toList();
        if (actions.isEmpty()) {
            throw Refusal.bad(what + "Text buttons are unallowed in the inline keyboard");
        }
        if (actions.size() > 1) {
            throw Refusal.bad(
                    what + "exactly one of the optional fields must be used, not " + String.join(" and ", actions));
        }
        checkAction(button, actions.get(0));
    }

    /** An empty address or an empty datum counts as none; an empty inline query is a real one. */
    private static boolean emptyAction(JsonObject button, String action) {
        return ("url".equals(action) || "callback_data".equals(action)) && "".equals(button.getValue(action));
    }

    private static void checkAction(JsonObject button, String action) {
        switch (action) {
            case "callback_data" -> {
                String data = button.getValue(action) instanceof String text ? text : "";
                int length = data.getBytes(StandardCharsets.UTF_8).length;
                if (length < 1 || length > LONGEST_DATA) {
                    throw Refusal.bad("BUTTON_DATA_INVALID");
                }
            }
            case "url" -> checkUrl("", String.valueOf(button.getValue(action)), false);
            case "web_app", "login_url" -> {
                String address = button.getValue(action) instanceof JsonObject json ? json.getString("url", "") : "";
                checkUrl("web_app".equals(action) ? "Web App " : "login ", address, true);
            }
            default -> {}
        }
    }

    /** Telegram's rule: tg:, ton: or http(s); a missing scheme means http; a host needs a dot unless it is local. */
    private static void checkUrl(String kind, String url, boolean secure) {
        String why = complaint(url, secure);
        if (!why.isEmpty()) {
            throw Refusal.bad("inline keyboard button " + kind + "URL '" + url + "' is invalid: " + why);
        }
    }

    private static String complaint(String url, boolean secure) {
        String lower = url.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("tg:") || lower.startsWith("ton:")) {
            return secure ? "Only HTTP links are allowed" : "";
        }
        String full = lower.contains("://") ? lower : "http://" + lower;
        if (secure && !full.startsWith("https://")) {
            return "Only HTTPS links are allowed";
        }
        if (!full.startsWith("http://") && !full.startsWith("https://")) {
            return "Unsupported URL protocol";
        }
        try {
            String host = new URI(full.replace(" ", "%20").replace("|", "%7C")).getHost();
            return host == null || (!host.contains(".") && !host.startsWith("[")) ? "Wrong HTTP URL" : "";
        } catch (URISyntaxException e) {
            return "Wrong HTTP URL";
        }
    }

    private static void checkReplyKeyboard(JsonObject markup) {
        for (JsonArray row : rows(markup, "keyboard", "")) {
            for (Object button : row) {
                if (button instanceof String) {
                    continue;
                }
                if (!(button instanceof JsonObject json) || !(json.getValue("text") instanceof String text)) {
                    throw Refusal.bad("can't parse keyboard button: KeyboardButton must be a String or an Object");
                }
                if (text.isBlank()) {
                    throw Refusal.bad("keyboard button text must be non-empty");
                }
            }
        }
    }

    private static List<JsonArray> rows(JsonObject markup, String field, String suffix) {
        Refusal refusal = Refusal.bad("field \"" + field + "\"" + suffix + " must be an Array of Arrays");
        if (!(markup.getValue(field) instanceof JsonArray rows)) {
            throw refusal;
        }
        return rows.stream()
                .map(row -> {
                    if (row instanceof JsonArray array) {
                        return array;
                    }
                    throw refusal;
                })
                .toList();
    }
}
