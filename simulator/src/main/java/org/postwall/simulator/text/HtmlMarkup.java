package org.postwall.simulator.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Telegram's HTML, read into plain text and entities: Bot API, "HTML style". */
final class HtmlMarkup {
    private final Source source;
    private final Marked marked = new Marked();
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean halves;

    private HtmlMarkup(String text) {
        source = new Source(text);
    }

    /** A tag that waits for its end, and where its text begins in the plain text. */
    private record Open(HtmlTag tag, int offset) {}

    static Marked parse(String text) {
        return new HtmlMarkup(text).read();
    }

    private Marked read() {
        int at = 0;
        while (at < source.length()) {
            char c = source.at(at);
            HtmlReference reference = c == '&' ? HtmlReference.at(source, at) : null;
            if (reference != null && reference.found()) {
                halves |= reference.code() >= Character.MIN_SURROGATE && reference.code() <= Character.MAX_SURROGATE;
                marked.text().appendCodePoint(reference.code());
                at = reference.next();
            } else if (c == '<') {
                at = source.at(at + 1) == '/' ? end(at) : start(at);
            } else {
                marked.text().append(c);
                at++;
            }
        }
        if (!open.isEmpty()) {
            throw CantParse.entities("Can't find end tag corresponding to start tag \""
                    + open.peek().tag().name() + '"');
        }
        if (halves) {
            throw CantParse.entities("Text contains invalid Unicode characters after decoding HTML entities, check for "
                    + "unmatched surrogate code units");
        }
        return marked;
    }

    private int start(int at) {
        HtmlTag tag = HtmlTag.at(source, at);
        open.push(new Open(tag, marked.offset()));
        return tag.next();
    }

    private int end(int start) {
        if (open.isEmpty()) {
            throw wrong("Unexpected end tag", start);
        }
        int at = start + 1;
        while (!source.spaceAt(at) && source.at(at) != '>') {
            at++;
        }
        String name = Ascii.lower(source.between(start + 2, at));
        at = source.skipSpace(at);
        if (source.at(at) != '>') {
            throw wrong("Unclosed end tag", start);
        }
        String expected = open.element().tag().name();
        if (!name.isEmpty() && !name.equals(expected)) {
            String end = source.byteOffset(start) + ", expected \"</" + expected + ">\", found \"</" + name + ">\"";
            throw CantParse.entities("Unmatched end tag at byte offset " + end);
        }
        Open done = open.pop();
        if (marked.offset() > done.offset()) {
            close(done.tag(), done.offset());
        }
        return at + 1;
    }

    private void close(HtmlTag tag, int from) {
        switch (tag.name()) {
            case "b", "strong" -> marked.add(Kind.BOLD, from, "");
            case "i", "em" -> marked.add(Kind.ITALIC, from, "");
            case "u", "ins" -> marked.add(Kind.UNDERLINE, from, "");
            case "s", "strike", "del" -> marked.add(Kind.STRIKETHROUGH, from, "");
            case "span", "tg-spoiler" -> marked.add(Kind.SPOILER, from, "");
            case "blockquote" ->
                marked.add(tag.argument().isEmpty() ? Kind.BLOCKQUOTE : Kind.EXPANDABLE_BLOCKQUOTE, from, "");
            case "a" -> marked.addLink(tag.argument().isEmpty() ? marked.text().substring(from) : tag.argument(), from);
            case "tg-emoji" -> marked.add(Kind.CUSTOM_EMOJI, from, Links.emojiNumber(tag.argument()));
            case "tg-time" -> time(tag, from);
            case "pre" -> pre(from);
            case "code" -> code(tag, from);
            default -> throw new IllegalStateException("a tag without a meaning: " + tag.name());
        }
    }

    private void time(HtmlTag tag, int from) {
        String format = DateFormat.checked(tag.argument());
        if (tag.unixTime() > 0) {
            marked.add(Kind.DATE_TIME, from, tag.unixTime() + ":" + format);
        }
    }

    /** A pre that holds nothing but a code with a language, or the other way round, is one block of that language. */
    private void pre(int from) {
        Entity inner = innerOf(from, Kind.CODE);
        if (inner != null && !inner.argument().isEmpty()) {
            replaceLast(new Entity(Kind.PRE_CODE, inner.offset(), inner.length(), inner.argument()));
        } else {
            marked.add(Kind.PRE, from, "");
        }
    }

    private void code(HtmlTag tag, int from) {
        Entity inner = innerOf(from, Kind.PRE);
        if (inner != null && !tag.argument().isEmpty()) {
            replaceLast(new Entity(Kind.PRE_CODE, inner.offset(), inner.length(), tag.argument()));
        } else {
            marked.add(Kind.CODE, from, tag.argument());
        }
    }

    private Entity innerOf(int from, Kind kind) {
        List<Entity> entities = marked.entities();
        Entity last = entities.isEmpty() ? null : entities.get(entities.size() - 1);
        boolean whole = last != null && last.kind() == kind && last.offset() == from && last.end() == marked.offset();
        return whole ? last : null;
    }

    private void replaceLast(Entity entity) {
        marked.entities().set(marked.entities().size() - 1, entity);
    }

    private CantParse wrong(String what, int where) {
        return CantParse.entities(what + " at byte offset " + source.byteOffset(where));
    }
}
