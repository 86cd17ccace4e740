package org.postwall.simulator.text;

/** Telegram's first Markdown, read into plain text and entities: Bot API, "Markdown style" (legacy). It does not nest. */
final class MarkdownMarkup {
    private final Source source;
    private final Marked marked = new Marked();

    private MarkdownMarkup(String text) {
        source = new Source(text);
    }

    static Marked parse(String text) {
        return new MarkdownMarkup(text).read();
    }

    private Marked read() {
        int at = 0;
        while (at < source.length()) {
            char c = source.at(at);
            if (c == '\\' && marks(source.at(at + 1))) {
                marked.text().append(source.at(at + 1));
                at += 2;
            } else if (marks(c)) {
                at = entity(at);
            } else {
                marked.text().append(c);
                at++;
            }
        }
        return marked;
    }

    private static boolean marks(char c) {
        return c == '_' || c == '*' || c == '`' || c == '[';
    }

    private int entity(int start) {
        return switch (source.at(start)) {
            case '_' -> styled(start, Kind.ITALIC);
            case '*' -> styled(start, Kind.BOLD);
            case '[' -> link(start);
            default -> source.startsWith("```", start) ? block(start) : styled(start, Kind.CODE);
        };
    }

    private int styled(int start, Kind kind) {
        int from = marked.offset();
        int end = copyUntil(String.valueOf(source.at(start)), start + 1, start);
        addUnlessEmpty(kind, from, "");
        return end + 1;
    }

    private int block(int start) {
        CodeBlock block = CodeBlock.at(source, start);
        int from = marked.offset();
        int end = copyUntil("```", block.next(), start);
        addUnlessEmpty(block.kind(), from, block.language());
        return end + 3;
    }

    private int link(int start) {
        int from = marked.offset();
        int end = copyUntil("]", start + 1, start);
        String url = source.between(start + 1, end);
        if (source.at(end + 1) == '(') {
            int urlStart = end + 2;
            end = urlStart;
            while (end < source.length() && source.at(end) != ')') {
                end++;
            }
            url = source.between(urlStart, end);
        }
        if (marked.offset() > from) {
            marked.addLink(url, from);
        }
        return end + 1;
    }

    private int copyUntil(String mark, int from, int start) {
        int end = source.text().indexOf(mark, from);
        if (end < 0) {
            throw CantParse.entities(
                    "Can't find end of the entity starting at byte offset " + source.byteOffset(start));
        }
        marked.text().append(source.text(), from, end);
        return end;
    }

    private void addUnlessEmpty(Kind kind, int from, String argument) {
        if (marked.offset() > from) {
            marked.add(kind, from, argument);
        }
    }
}
