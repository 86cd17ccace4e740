package org.postwall.simulator.text;

import java.nio.charset.StandardCharsets;

/** A marked-up text being read: behind its end stands an endless row of NUL, so that looking ahead is always allowed. */
record Source(String text) {
    private static final char END = '\0';

    char at(int index) {
        return index < text.length() ? text.charAt(index) : END;
    }

    int length() {
        return text.length();
    }

    boolean startsWith(String prefix, int index) {
        return text.startsWith(prefix, index);
    }

    String between(int from, int to) {
        return text.substring(Math.min(from, length()), Math.min(to, length()));
    }

    /** Telegram counts places in marked-up text in bytes of UTF-8. */
    int byteOffset(int index) {
        return text.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
    }

    /** White space as TDLib has it, the end included. */
    boolean spaceAt(int index) {
        return switch (at(index)) {
            case ' ', '\t', '\r', '\n', '\u000b', END -> true;
            default -> false;
        };
    }

    int skipSpace(int index) {
        int next = index;
        while (at(next) != END && spaceAt(next)) {
            next++;
        }
        return next;
    }
}
