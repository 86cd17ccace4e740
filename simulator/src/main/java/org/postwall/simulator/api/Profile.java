package org.postwall.simulator.api;

import io.vertx.core.json.JsonObject;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Change;
import org.postwall.simulator.world.Member;
import org.postwall.simulator.world.World;

/** What a bot tells about itself: name, descriptions, menu button, the rights it asks for. */
final class Profile {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DESCRIPTION = 512;
    private static final int LONGEST_SHORT_DESCRIPTION = 120;

    private final World world;

    Profile(World world) {
        this.world = world;
    }

    JsonObject getMe(Call call) {
        return call.bot()
                .toJson()
                .put("can_join_groups", true)
                .put("can_read_all_group_messages", true)
                .put("supports_inline_queries", false)
                .put("can_connect_to_business", false)
                .put("has_main_web_app", false)
                .put("has_topics_enabled", false)
                .put("allows_users_to_create_topics", false);
    }

    boolean setMyName(Call call) {
        String name = call.text("name").strip();
        set(call, "name", name, LONGEST_NAME, "BOT_TITLE_INVALID");
        if (!name.isEmpty() && call.text("language_code").isEmpty()) {
            call.bot().rename(name);
        }
        return true;
    }

    JsonObject getMyName(Call call) {
        String name = get(call, "name");
        return new JsonObject().put("name", name.isEmpty() ? call.bot().firstName() : name);
    }

    boolean setMyDescription(Call call) {
        return set(call, "description", call.text("description"), LONGEST_DESCRIPTION, "BOT_DESCRIPTION_TOO_LONG");
    }

    JsonObject getMyDescription(Call call) {
        return new JsonObject().put("description", get(call, "description"));
    }

    boolean setMyShortDescription(Call call) {
        return set(
                call,
                "short_description",
                call.text("short_description"),
                LONGEST_SHORT_DESCRIPTION,
                "BOT_ABOUT_TOO_LONG");
    }

    JsonObject getMyShortDescription(Call call) {
        return new JsonObject().put("short_description", get(call, "short_description"));
    }

    boolean setChatMenuButton(Call call) {
        JsonObject button = call.params()
                .object("menu_button", "menu button")
                .orElseGet(() -> new JsonObject().put("type", "default"));
        switch (String.valueOf(button.getValue("type"))) {
            case "default", "commands", "web_app" ->
                call.bot().profile().setObject("menu_button " + call.text("chat_id"), button);
            default -> throw Refusal.bad("can't parse menu button: Unsupported type specified");
        }
        return true;
    }

    JsonObject getChatMenuButton(Call call) {
        return call.bot()
                .profile()
                .object("menu_button " + call.text("chat_id"))
                .orElseGet(() -> new JsonObject().put("type", "commands"));
    }

    boolean setMyDefaultAdministratorRights(Call call) {
        JsonObject rights =
                call.params().object("rights", "chat administrator rights").orElseGet(JsonObject::new);
        call.bot().profile().setObject(rightsOf(call), rights);
        return true;
    }

    JsonObject getMyDefaultAdministratorRights(Call call) {
        JsonObject rights = call.bot().profile().object(rightsOf(call)).orElseGet(JsonObject::new);
        JsonObject all = new JsonObject().put("is_anonymous", rights.getBoolean("is_anonymous", false));
        Member.ADMINISTRATOR_RIGHTS.forEach(right -> all.put(right, rights.getBoolean(right, false)));
        return all;
    }

    private static String rightsOf(Call call) {
        return call.params().flag("for_channels") ? "rights in channels" : "rights in groups";
    }

    private boolean set(Call call, String what, String text, int longest, String complaint) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw Refusal.bad(complaint);
        }
        Bot bot = call.bot();
        bot.profile().setText(what, Languages.read(call), text);
        world.changes().tell(new Change.BotChanged(bot));
        return true;
    }

    private static String get(Call call, String what) {
        String own = call.bot().profile().text(what, Languages.read(call));
        return own.isEmpty() ? call.bot().profile().text(what, "") : own;
    }
}
