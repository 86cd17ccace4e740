package org.postwall.bot.talk;

import java.util.Locale;

/** A language the bots speak: Russian for people whose Telegram is Russian, English for everyone else. */
public enum Language {
    EN,
    RU;

    /** The language for a {@code language_code} of the Bot API, an IETF tag that may be absent. */
    public static Language of(String code) {
        return code != null && code.toLowerCase(Locale.ROOT).startsWith("ru") ? RU : EN;
    }

    /** The sentence of this language, with its values filled in ({@link java.util.Formatter}) where there are any. */
    public String choose(String english, String russian, Object... values) {
        String text = this == RU ? russian : english;
        return values.length == 0 ? text : text.formatted(values);
    }
}
