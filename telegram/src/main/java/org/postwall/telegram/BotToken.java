package org.postwall.telegram;

import java.util.regex.Pattern;

/**
 * The secret that makes its holder a bot, as BotFather gives it: {@code <bot id>:<secret>}.
 *
 * <p>Its text appears nowhere but in requests to Telegram: {@link #toString} shows the bot's id only.
 *
 * @param value the whole token
 */
public record BotToken(String value) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}):[\\w-]{20,}");
    private static final Pattern ANYWHERE = Pattern.compile("(\\d+):[\\w-]{10,}");

    public BotToken {
        if (!isToken(value)) {
            throw new IllegalArgumentException("not a bot token: it must look like 123456789:AAE…");
        }
    }

    /** Tells whether a text has the form of a token; only Telegram knows whether it is one. */
    public static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }

    /** A text with the secret part of every token in it hidden, fit for logs and exceptions. */
    public static String mask(String text) {
        return ANYWHERE.matcher(text).replaceAll("$1:***");
    }

    /** The bot's user id. */
    public long id() {
        return Long.parseLong(value.substring(0, value.indexOf(':')));
    }

    @Override
    public String toString() {
        return id() + ":***";
    }
}
