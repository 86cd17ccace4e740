package org.postwall.simulator.text;

import java.util.ArrayList;
import java.util.List;

/** A text as Telegram stores it: control characters gone or turned into spaces, no white space around, entities moved along. */
record CleanText(String text, List<Entity> entities) {
    private static final CleanText EMPTY = new CleanText("", List.of());

    /** Cleans a text; one in which nothing is to be seen becomes empty. */
    static CleanText of(String text, List<Entity> entities) {
        entities.forEach(entity -> check(text, entity));
        int[] moved = new int[text.length() + 1];
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            moved[i] = clean.length();
            char c = text.charAt(i);
            if (!vanishes(c)) {
                clean.append(c < ' ' && c != '\n' ? ' ' : c);
            }
        }
        moved[text.length()] = clean.length();
        calmDirectionMarks(clean);
        List<Entity> kept = new ArrayList<>();
        for (Entity entity : entities) {
            keep(kept, entity.at(moved[entity.offset()], moved[entity.end()]));
        }
        return trim(clean.toString(), kept);
    }

    private static void check(String text, Entity entity) {
        if (entity.offset() >= text.length()) {
            throw new CantParse("entity begins after the end of the text at UTF-16 offset " + entity.offset());
        }
        String begins = "entity beginning at UTF-16 offset " + entity.offset();
        if (entity.end() > text.length()) {
            throw new CantParse(begins + " ends after the end of the text at UTF-16 offset " + entity.end());
        }
        Source source = new Source(text);
        if (splitsPair(text, entity.offset())) {
            throw new CantParse("entity begins in a middle of a UTF-16 symbol at byte offset "
                    + source.byteOffset(entity.offset() + 1));
        }
        if (splitsPair(text, entity.end())) {
            throw new CantParse(begins + " ends in a middle of a UTF-16 symbol at byte offset "
                    + source.byteOffset(entity.end() + 1));
        }
    }

    private static boolean splitsPair(String text, int index) {
        return index > 0
                && index < text.length()
                && Character.isHighSurrogate(text.charAt(index - 1))
                && Character.isLowSurrogate(text.charAt(index));
    }

    /** Carriage returns, line and paragraph separators, direction overrides and strokes that cover the lines above. */
    private static boolean vanishes(char c) {
        return c == '\r' || (c >= '\u2028' && c <= '\u202e') || c == '\u0333' || c == '\u033f' || c == '\u030a';
    }

    /** Of several direction marks in a row only the last one works. */
    private static void calmDirectionMarks(StringBuilder text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            if (marksDirection(text.charAt(i)) && marksDirection(text.charAt(i + 1))) {
                text.setCharAt(i, '\u200c');
            }
        }
    }

    private static boolean marksDirection(char c) {
        return c == '\u200e' || c == '\u200f';
    }

    private static CleanText trim(String text, List<Entity> entities) {
        int end = text.length();
        while (end > 0 && blank(text.charAt(end - 1))) {
            end--;
        }
        // White space in front that an entity covers stays, as it does in Telegram.
        int firstEntity = entities.stream().mapToInt(Entity::offset).min().orElse(end);
        int start = 0;
        while (start < Math.min(end, firstEntity) && blank(text.charAt(start))) {
            start++;
        }
        String trimmed = text.substring(start, end);
        if (trimmed.chars().allMatch(CleanText::unseen)) {
            return EMPTY;
        }
        List<Entity> kept = new ArrayList<>();
        for (Entity entity : entities) {
            keep(kept, entity.at(entity.offset() - start, Math.min(entity.end(), end) - start));
        }
        return new CleanText(trimmed, kept);
    }

    private static void keep(List<Entity> kept, Entity entity) {
        if (entity.length() > 0) {
            kept.add(entity);
        }
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\n';
    }

    /** Spaces of all widths and characters without a shape. */
    private static boolean unseen(int c) {
        return c == ' '
                || c == '\n'
                || c == 0xa0
                || c == 0x1680
                || c == 0x180e
                || (c >= 0x2000 && c <= 0x200f)
                || c == 0x202f
                || c == 0x205f
                || c == 0x2800
                || c == 0x3000
                || c == 0xfeff
                || c == 0xfffc;
    }
}
