package org.postwall.server.broadcast;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** As what a file is shown in a chat: each has a method of its own (Bot API, sendPhoto and its kin). */
public enum MediaKind {
    PHOTO,
    VIDEO,
    ANIMATION,
    DOCUMENT,
    AUDIO,
    VOICE,
    STICKER;

    /** The name in documents and requests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MediaKind> find(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
