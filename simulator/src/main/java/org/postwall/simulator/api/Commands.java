package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;
import org.postwall.simulator.world.Change;
import org.postwall.simulator.world.World;

/** The list of commands a bot shows, per scope and language. */
final class Commands {
    private static final Pattern COMMAND = Pattern.compile("[a-z0-9_]{1,32}");
    private static final Set<String> WIDE =
            Set.of("default", "all_private_chats", "all_group_chats", "all_chat_administrators");
    private static final Set<String> NARROW = Set.of("chat", "chat_administrators", "chat_member");
    private static final int MOST = 100;
    private static final int LONGEST_COMMAND = 32;
    private static final int LONGEST_DESCRIPTION = 256;

    private final World world;
    private final Targets targets;

    Commands(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
    }

    boolean setMyCommands(Call call) {
        JsonArray commands = new JsonArray();
        call.params()
                .array("commands", "BotCommand")
                .orElseGet(JsonArray::new)
                .forEach(given -> commands.add(command(given)));
        String scope = scope(call);
        String language = Languages.read(call);
        if (commands.size() > MOST) {
            throw Refusal.bad("BOT_COMMANDS_TOO_MUCH");
        }
        set(call, scope, language, commands);
        return true;
    }

    boolean deleteMyCommands(Call call) {
        set(call, scope(call), Languages.read(call), new JsonArray());
        return true;
    }

    JsonArray getMyCommands(Call call) {
        return call.bot().profile().commands(scope(call), Languages.read(call));
    }

    private void set(Call call, String scope, String language, JsonArray commands) {
        call.bot().profile().setCommands(scope, language, commands);
        world.changes().tell(new Change.BotChanged(call.bot()));
    }

    private static JsonObject command(Object given) {
        if (!(given instanceof JsonObject json)) {
            throw Refusal.bad("can't parse BotCommand: expected an Object");
        }
        String command = field(json, "command").strip();
        String description = field(json, "description").strip();
        if (command.startsWith("/")) {
            command = command.substring(1);
        }
        if (command.isEmpty()) {
            throw Refusal.bad("command must be non-empty");
        }
        if (command.length() > LONGEST_COMMAND) {
            throw Refusal.bad("command length must not exceed " + LONGEST_COMMAND);
        }
        if (description.isEmpty()) {
            throw Refusal.bad("command description must be non-empty");
        }
        if (description.codePointCount(0, description.length()) > LONGEST_DESCRIPTION) {
            throw Refusal.bad("command description length must not exceed " + LONGEST_DESCRIPTION);
        }
        if (!COMMAND.matcher(command).matches()) {
            throw Refusal.bad("BOT_COMMAND_INVALID");
        }
        return new JsonObject().put("command", command).put("description", description);
    }

    private static String field(JsonObject json, String name) {
        if (json.getValue(name) == null) {
            throw Refusal.bad("can't parse BotCommand: Can't find field \"" + name + "\"");
        }
        return json.getValue(name).toString();
    }

    /** The scope as a key: its type, and the chat and person where it has them. */
    private String scope(Call call) {
        JsonObject scope = call.params().object("scope", "BotCommandScope").orElseGet(JsonObject::new);
        if (scope.isEmpty()) {
            return "default";
        }
        String what = "can't parse BotCommandScope: ";
        if (!(scope.getValue("type") instanceof String type)) {
            throw Refusal.bad(what + "Can't find field \"type\"");
        }
        if (WIDE.contains(type)) {
            return type;
        }
        if (!NARROW.contains(type)) {
            throw Refusal.bad(what + "Unsupported type specified");
        }
        if (scope.getValue("chat_id") == null) {
            throw Refusal.bad(what + "Can't find field \"chat_id\"");
        }
        String key = type + ":"
                + targets.chat(call.bot(), scope.getValue("chat_id").toString(), Access.READ_MEMBERS)
                        .id();
        return "chat_member".equals(type) ? key + ":" + scope.getValue("user_id") : key;
    }
}
