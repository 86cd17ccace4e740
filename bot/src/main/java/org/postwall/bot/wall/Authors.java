package org.postwall.bot.wall;

import org.postwall.bot.wall.NewPost.Author;
import org.telegram.telegrambots.meta.api.objects.User;

/** Makes authors of Telegram's people, within what the wall takes: names of 1 to 64 UTF-16 units. */
final class Authors {
    private static final int LONGEST = 64;

    private Authors() {}

    static Author of(User user) {
        String first = name(user.getFirstName());
        return new Author(
                user.getId(), first == null ? "?" : first, name(user.getLastName()), name(user.getUserName()));
    }

    private static String name(String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        if (name.length() <= LONGEST) {
            return name;
        }
        return name.substring(0, Character.isLowSurrogate(name.charAt(LONGEST)) ? LONGEST - 1 : LONGEST);
    }
}
