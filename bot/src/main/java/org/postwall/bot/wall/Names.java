package org.postwall.bot.wall;

/** Shows names in a line of their own without letting them break out of it. */
final class Names {
    private static final int MOST = 130;

    private Names() {}

    /**
     * The name as it is, but for what has no place in a name and would disturb the line around it: line breaks, control
     * characters, and those that turn the direction of writing. A name of nothing else becomes a question mark.
     */
    static String show(String name) {
        String calm = name.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> !disturbs(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return calm.isEmpty() ? "?" : PageText.shorten(calm, MOST);
    }

    private static boolean disturbs(int c) {
        boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        boolean lineBreak = c == 0x2028 || c == 0x2029;
        return Character.isISOControl(c) || direction || lineBreak;
    }
}
