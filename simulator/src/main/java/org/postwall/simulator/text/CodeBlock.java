package org.postwall.simulator.text;

/**
 * The opening of a code block in both Markdowns: three backticks, perhaps a language, perhaps a line feed.
 *
 * @param language empty where none is named
 * @param next where the block's text begins
 */
record CodeBlock(String language, int next) {
    static CodeBlock at(Source source, int start) {
        int from = start + 3;
        int end = from;
        while (!source.spaceAt(end) && source.at(end) != '`') {
            end++;
        }
        boolean named = end > from && end < source.length() && source.at(end) != '`';
        int next = named ? end : from;
        return new CodeBlock(named ? source.between(from, end) : "", next + lineFeed(source, next));
    }

    Kind kind() {
        return language.isEmpty() ? Kind.PRE : Kind.PRE_CODE;
    }

    /** How long the one line feed there is: LF, CR, or both in either order. */
    private static int lineFeed(Source source, int at) {
        char first = source.at(at);
        if (first != '\n' && first != '\r') {
            return 0;
        }
        char second = source.at(at + 1);
        return (second == '\n' || second == '\r') && second != first ? 2 : 1;
    }
}
