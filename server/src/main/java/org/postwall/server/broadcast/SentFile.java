package org.postwall.server.broadcast;

import java.util.Optional;

/** A file that is at Telegram: as what, and under which {@code file_id}. */
record SentFile(MediaKind kind, String id) {
    String text() {
        return kind.text() + ":" + id;
    }

    static Optional<SentFile> of(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : MediaKind.find(text.substring(0, colon)).map(kind -> new SentFile(kind, text.substring(colon + 1)));
    }
}
