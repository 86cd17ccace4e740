package org.postwall.simulator.text;

import java.util.Set;

/**
 * A start tag of Telegram's HTML.
 *
 * @param name in lower case
 * @param argument the attribute that means something for this tag: link, class, emoji number, "1" for an expandable quote, time format
 * @param unixTime of {@code tg-time}; 0 for the others
 * @param next where the text goes on
 */
record HtmlTag(String name, String argument, int unixTime, int next) {
    private static final Set<String> NAMES = Set.of(
            "a",
            "b",
            "strong",
            "i",
            "em",
            "s",
            "strike",
            "del",
            "u",
            "ins",
            "tg-spoiler",
            "tg-emoji",
            "tg-time",
            "span",
            "pre",
            "code",
            "blockquote");

    /** Reads the tag that begins at a "<". */
    static HtmlTag at(Source source, int start) {
        return new Reading(source, start).tag();
    }

    /** The state of one reading. */
    private static final class Reading {
        private final Source source;
        private final int start;
        private String name = "";
        private String argument = "";
        private int unixTime;
        private int at;

        Reading(Source source, int start) {
            this.source = source;
            this.start = start;
            this.at = start + 1;
        }

        HtmlTag tag() {
            while (!source.spaceAt(at) && source.at(at) != '>') {
                at++;
            }
            if (source.at(at) == 0) {
                throw unclosed("");
            }
            name = Ascii.lower(source.between(start + 1, at));
            if (!NAMES.contains(name)) {
                throw wrong("Unsupported start tag \"" + name + "\"", start);
            }
            while (source.at(at) != '>') {
                at = source.skipSpace(at);
                if (source.at(at) != '>') {
                    attribute();
                }
            }
            if (name.equals("span") && !argument.equals("spoiler")) {
                throw wrong("Tag \"span\" must have class \"tg-spoiler\"", start);
            }
            return new HtmlTag(name, argument, unixTime, at + 1);
        }

        private void attribute() {
            int from = at;
            while (!source.spaceAt(at) && "=>/\"'".indexOf(source.at(at)) < 0) {
                at++;
            }
            String attribute = source.between(from, at);
            if (attribute.isEmpty()) {
                throw wrong("Empty attribute name in the tag \"" + name + "\"", start);
            }
            at = source.skipSpace(at);
            boolean valued = source.at(at) == '=';
            if (valued) {
                at = source.skipSpace(at + 1);
            }
            if (source.at(at) == 0) {
                throw unclosed(" \"" + name + "\"");
            }
            understand(attribute, valued ? value() : null);
        }

        private String value() {
            char quote = source.at(at);
            String value = quote == '"' || quote == '\'' ? quoted(quote) : token();
            if (source.at(at) == 0) {
                throw unclosed("");
            }
            return value;
        }

        private String token() {
            int from = at;
            while (Ascii.isLetterOrDigit(source.at(at)) || source.at(at) == '.' || source.at(at) == '-') {
                at++;
            }
            if (!source.spaceAt(at) && source.at(at) != '>') {
                throw wrong("Unexpected end of name token", from);
            }
            return Ascii.lower(source.between(from, at));
        }

        private String quoted(char quote) {
            StringBuilder value = new StringBuilder();
            at++;
            while (source.at(at) != quote && source.at(at) != 0) {
                HtmlReference reference = source.at(at) == '&' ? HtmlReference.at(source, at) : null;
                if (reference != null && reference.found()) {
                    value.appendCodePoint(reference.code());
                    at = reference.next();
                } else {
                    value.append(source.at(at++));
                }
            }
            if (source.at(at) == quote) {
                at++;
            }
            return value.toString();
        }

        /** @param value null where the attribute has none */
        private void understand(String attribute, String value) {
            if (name.equals("blockquote") && attribute.equals("expandable")) {
                argument = "1";
            } else if (value != null) {
                switch (name + " " + attribute) {
                    case "a href", "tg-emoji emoji-id", "tg-time format" -> argument = value;
                    case "code class" -> argument = value.startsWith("language-") ? value.substring(9) : argument;
                    case "span class" -> argument = value.startsWith("tg-") ? value.substring(3) : argument;
                    case "tg-time unix" -> unixTime = leadingNumber(value);
                    default -> {}
                }
            }
        }

        private static int leadingNumber(String value) {
            int end = 0;
            while (end < value.length() && end < 10 && Ascii.isDigit(value.charAt(end))) {
                end++;
            }
            return end == 0 ? 0 : (int) Long.parseLong(value.substring(0, end));
        }

        private CantParse unclosed(String tag) {
            return wrong("Unclosed start tag" + tag, start);
        }

        private CantParse wrong(String what, int where) {
            return CantParse.entities(what + " at byte offset " + source.byteOffset(where));
        }
    }
}
