package org.postwall.simulator.text;

/**
 * A character reference of Telegram's HTML: the four named ones and all numeric ones, the semicolon being optional.
 *
 * @param code the character's code point, perhaps half a surrogate pair; 0 where there is no reference
 * @param next where the text goes on
 */
record HtmlReference(int code, int next) {
    /** With its frame a numeric reference is never longer than this; longer ones are text. */
    private static final int LONGEST = 10;

    /** Reads what stands at an ampersand. */
    static HtmlReference at(Source source, int ampersand) {
        boolean numeric = source.at(ampersand + 1) == '#';
        boolean hex = numeric && source.at(ampersand + 2) == 'x';
        int from = ampersand + (hex ? 3 : numeric ? 2 : 1);
        int end = from;
        while (hex
                ? Ascii.isHexDigit(source.at(end))
                : numeric ? Ascii.isDigit(source.at(end)) : Ascii.isLetter(source.at(end))) {
            end++;
        }
        String name = source.between(from, end);
        int code = numeric ? number(name, hex ? 16 : 10, end - ampersand) : named(name);
        return new HtmlReference(code, source.at(end) == ';' ? end + 1 : end);
    }

    boolean found() {
        return code != 0;
    }

    private static int number(String digits, int radix, int length) {
        if (digits.isEmpty() || length >= LONGEST) {
            return 0;
        }
        int code = Integer.parseInt(digits, radix);
        return code < Character.MAX_CODE_POINT ? code : 0;
    }

    private static int named(String name) {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            default -> 0;
        };
    }
}
