package org.postwall.server.http;

/** What no text of a person may be, whatever it is for. */
public final class TextRules {
    private TextRules() {}

    /** Whether there is nothing to see: only white space, that of other scripts included. */
    public static boolean blank(String text) {
        return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    /** Whether it holds half of a surrogate pair, which is no text in any encoding. */
    public static boolean halved(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
