package org.postwall.simulator.text;

import java.util.ArrayDeque;
import java.util.Deque;

/** Telegram's second Markdown, read into plain text and entities: Bot API, "MarkdownV2 style". */
final class MarkdownV2Markup {
    private static final String RESERVED = "_*[]()~`>#+-=|{}.!\n";

    private final Source source;
    private final Marked marked = new Marked();
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean quoting;
    private boolean lineStart = true;
    private int at;

    private MarkdownV2Markup(String text) {
        source = new Source(text);
    }

    /** A mark that waits for its end: where its text begins, and where it stands itself. */
    private record Open(Kind kind, String argument, int offset, int mark) {}

    static Marked parse(String text) {
        return new MarkdownV2Markup(text).read();
    }

    private Marked read() {
        while (at < source.length()) {
            char c = source.at(at);
            if (c == '\\' && escapable(at + 1)) {
                at++;
                plain(source.at(at));
            } else if (!reserved(c)) {
                plain(c);
            } else if (ends(c)) {
                end(c);
            } else {
                begin(c);
            }
        }
        endLastQuote();
        if (!open.isEmpty()) {
            throw unended();
        }
        return marked;
    }

    private boolean escapable(int index) {
        return source.at(index) > 0 && source.at(index) <= 126;
    }

    private boolean reserved(char c) {
        boolean verbatim = !open.isEmpty() && open.peek().kind().nests == Kind.Nests.VERBATIM;
        return verbatim ? c == '`' : RESERVED.indexOf(c) >= 0;
    }

    private void plain(char c) {
        marked.text().append(c);
        if (c != '\r') {
            lineStart = c == '\n';
        }
        at++;
    }

    private boolean ends(char c) {
        if (open.isEmpty()) {
            return false;
        }
        if (quoting && c == '\n' && source.at(at + 1) != '>') {
            return true;
        }
        return switch (open.element().kind()) {
            case BOLD -> c == '*';
            case ITALIC -> c == '_' && source.at(at + 1) != '_';
            case UNDERLINE -> source.startsWith("__", at);
            case STRIKETHROUGH -> c == '~';
            case SPOILER -> source.startsWith("||", at);
            case CODE -> c == '`';
            case PRE, PRE_CODE -> source.startsWith("```", at);
            case TEXT_LINK, CUSTOM_EMOJI -> c == ']';
            default -> false;
        };
    }

    private void begin(char c) {
        switch (c) {
            case '_' -> {
                boolean twice = source.at(at + 1) == '_';
                push(twice ? Kind.UNDERLINE : Kind.ITALIC, twice ? 2 : 1);
            }
            case '*' -> push(Kind.BOLD, 1);
            case '~' -> push(Kind.STRIKETHROUGH, 1);
            case '[' -> push(Kind.TEXT_LINK, 1);
            case '`' -> beginCode();
            case '\n' -> plain(c);
            case '>' -> beginQuote();
            case '|' -> {
                require(source.at(at + 1) == '|', c);
                push(Kind.SPOILER, 2);
            }
            case '!' -> {
                require(source.at(at + 1) == '[', c);
                push(Kind.CUSTOM_EMOJI, 2);
            }
            default -> require(false, c);
        }
    }

    private void push(Kind kind, int length) {
        open.push(new Open(kind, "", marked.offset(), at));
        at += length;
    }

    private void beginCode() {
        if (source.startsWith("```", at)) {
            CodeBlock block = CodeBlock.at(source, at);
            open.push(new Open(block.kind(), block.language(), marked.offset(), at));
            at = block.next();
        } else {
            push(Kind.CODE, 1);
        }
    }

    private void beginQuote() {
        require(lineStart, '>');
        if (quoting) {
            at++;
        } else {
            quoting = true;
            push(Kind.BLOCKQUOTE, 1);
        }
    }

    private void end(char c) {
        if (c == '\n' && open.element().kind() != Kind.BLOCKQUOTE) {
            endExpandableQuote();
            return;
        }
        Open done = open.pop();
        switch (done.kind()) {
            case BLOCKQUOTE -> endQuote(done, Kind.BLOCKQUOTE);
            case TEXT_LINK -> endLink(done);
            case CUSTOM_EMOJI -> endEmoji(done);
            default -> {
                addUnlessEmpty(done.kind(), done);
                at += switch (done.kind()) {
                    case PRE, PRE_CODE -> 3;
                    case UNDERLINE, SPOILER -> 2;
                    default -> 1;
                };
            }
        }
    }

    private void endQuote(Open quote, Kind kind) {
        quoting = false;
        marked.text().append('\n');
        lineStart = true;
        at++;
        marked.add(kind, quote.offset(), "");
    }

    /** A quote whose last line ends with "||" that opens nothing can be unfolded. */
    private void endExpandableQuote() {
        Open bars = open.element();
        boolean last = bars.mark() == at - 2 || (bars.mark() == at - 3 && source.at(at - 1) == '\r');
        if (bars.kind() != Kind.SPOILER || !last) {
            throw unended();
        }
        open.pop();
        if (open.element().kind() != Kind.BLOCKQUOTE) {
            throw unended();
        }
        endQuote(open.pop(), Kind.EXPANDABLE_BLOCKQUOTE);
    }

    private void endLastQuote() {
        if (!quoting) {
            return;
        }
        Kind kind = Kind.BLOCKQUOTE;
        Open last = open.element();
        if (last.kind() == Kind.SPOILER && last.mark() == source.length() - 2) {
            open.pop();
            kind = Kind.EXPANDABLE_BLOCKQUOTE;
        }
        if (open.element().kind() == Kind.BLOCKQUOTE) {
            addUnlessEmpty(kind, open.pop());
        }
    }

    private void endLink(Open link) {
        String url = source.at(at + 1) == '(' ? url() : marked.text().substring(link.offset());
        at++;
        if (marked.offset() > link.offset()) {
            marked.addLink(url, link.offset());
        }
    }

    private void endEmoji(Open emoji) {
        if (source.at(at + 1) != '(') {
            throw CantParse.entities("The entity must contain a tg://emoji or tg://time URL");
        }
        Links.Marker marker = Links.marker(url());
        at++;
        if (marked.offset() > emoji.offset()) {
            marked.add(marker.kind(), emoji.offset(), marker.argument());
        }
    }

    /** Reads "(url)" behind a "]" and leaves off at its ")". */
    private String url() {
        StringBuilder url = new StringBuilder();
        int start = at + 2;
        at = start;
        while (at < source.length() && source.at(at) != ')') {
            if (source.at(at) == '\\' && escapable(at + 1)) {
                at++;
            }
            url.append(source.at(at++));
        }
        if (source.at(at) != ')') {
            throw CantParse.entities("Can't find end of a URL at byte offset " + source.byteOffset(start));
        }
        return url.toString();
    }

    private void addUnlessEmpty(Kind kind, Open done) {
        if (marked.offset() > done.offset()) {
            marked.add(kind, done.offset(), done.argument());
        }
    }

    private void require(boolean meaning, char c) {
        if (!meaning) {
            throw CantParse.entities("Character '" + c + "' is reserved and must be escaped with the preceding '\\'");
        }
    }

    private CantParse unended() {
        Open last = open.element();
        return CantParse.entities(
                "Can't find end of " + last.kind().title + " entity at byte offset " + source.byteOffset(last.mark()));
    }
}
