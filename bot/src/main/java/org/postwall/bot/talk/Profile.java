package org.postwall.bot.talk;

import java.util.List;

/**
 * How a bot presents itself: its menu of commands, and the text an empty chat shows.
 *
 * @param commands the commands of the menu
 * @param description what the bot can do, at most 512 characters
 */
public record Profile(List<Command> commands, String description) {
    public Profile {
        commands = List.copyOf(commands);
    }

    /**
     * A command of the menu.
     *
     * @param name without the slash
     * @param description at most 256 characters
     */
    public record Command(String name, String description) {}
}
