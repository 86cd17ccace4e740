package org.postwall.bot.talk;

/**
 * A text in the Bot API's HTML mode that grows piece by piece. Whatever is appended is shown literally, and its length
 * is kept as Telegram counts it: in UTF-16 units, after the tags are gone.
 *
 * <p>Source: <a href="https://core.telegram.org/bots/api#html-style">HTML style</a>.
 */
public final class Html {
    /** The longest text of a message. */
    public static final int MOST = 4096;

    private final StringBuilder html = new StringBuilder();
    private int length;

    public Html text(String literal) {
        html.append(escape(literal));
        length += literal.length();
        return this;
    }

    public Html bold(String literal) {
        html.append("<b>");
        text(literal);
        html.append("</b>");
        return this;
    }

    /** How long the text is for Telegram. */
    public int length() {
        return length;
    }

    /** The text with its tags, as it goes into a request with parse mode HTML. */
    @Override
    public String toString() {
        return html.toString();
    }

    private static String escape(String literal) {
        return literal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
