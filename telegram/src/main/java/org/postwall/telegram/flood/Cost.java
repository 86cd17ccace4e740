package org.postwall.telegram.flood;

import java.util.Locale;

/** What a method counts for at Telegram. */
public enum Cost {
    /** A new message: counts for the bot and for the chat. */
    MESSAGE,
    /** A changed message: counts for the bot. Telegram names no limit for a chat, a reader may turn pages quickly. */
    EDIT,
    /** Anything else: waits only while the bot must be silent. */
    NOTHING;

    static Cost of(String method) {
        String name = method.toLowerCase(Locale.ROOT);
        if (name.equals("sendchataction")) {
            return NOTHING;
        }
        if (name.startsWith("send") || name.startsWith("copymessage") || name.startsWith("forwardmessage")) {
            return MESSAGE;
        }
        return name.startsWith("editmessage") ? EDIT : NOTHING;
    }
}
