package org.postwall.bot.wall;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a reader stands on the wall, as a button carries it: it needs no memory elsewhere, so a button works after a
 * restart and in any process.
 *
 * @param anchor the newest post when the reader began; newer ones don't shift the pages
 * @param total how many posts there were then
 * @param number the number of the page the button is on, from 1
 * @param edge the post of that page next to where the button leads
 */
record Place(long anchor, long total, long number, long edge) {
    /** Base 36 keeps four numbers within the 64 bytes of a button, however large they are. */
    private static final int BASE = 36;

    private static final int PARTS = 4;

    String write() {
        return String.join(".", digits(anchor), digits(total), digits(number), digits(edge));
    }

    /** Reads what a button carries; nothing if it isn't a place, since anyone can send anything. */
    static Optional<Place> read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            long[] numbers = Arrays.stream(parts)
                    .mapToLong(part -> Long.parseLong(part, BASE))
                    .toArray();
            boolean sound = Arrays.stream(numbers).allMatch(number -> number > 0 && number < Long.MAX_VALUE / 2);
            return sound ? Optional.of(new Place(numbers[0], numbers[1], numbers[2], numbers[3])) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String digits(long number) {
        return Long.toString(number, BASE);
    }
}
