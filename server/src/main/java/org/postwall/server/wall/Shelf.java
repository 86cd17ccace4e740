package org.postwall.server.wall;

/**
 * A segment of the wall: {@value #LENGTH} numbers in a row, with the JSON of the posts among them.
 *
 * <p>Segment 0 holds the numbers 1 to 128; a number's place within its segment is its slot, from 0.
 */
interface Shelf {
    int LENGTH = 128;

    static int segment(long number) {
        return Math.toIntExact((number - 1) / LENGTH);
    }

    static int slot(long number) {
        return (int) ((number - 1) % LENGTH);
    }

    static long number(int segment, int slot) {
        return (long) segment * LENGTH + slot + 1;
    }

    /** Length of the JSON in this slot, in bytes; 0 where there is nothing to read. */
    int length(int slot);

    /** Copies the JSON of this slot. */
    void copy(int slot, byte[] target, int at);

    /** How many slots can be read. */
    default int readable() {
        return readable(LENGTH);
    }

    /** How many of the first {@code slots} slots can be read. */
    default int readable(int slots) {
        int count = 0;
        for (int slot = 0; slot < slots; slot++) {
            count += length(slot) > 0 ? 1 : 0;
        }
        return count;
    }

    /** The slot that can be read with {@code rank} such slots before it, or -1. */
    default int find(int rank) {
        int rest = rank;
        for (int slot = 0; slot < LENGTH; slot++) {
            if (length(slot) > 0 && rest-- == 0) {
                return slot;
            }
        }
        return -1;
    }

    /** The JSON of {@code many} posts from slot {@code newest} downward, a comma before each. */
    default byte[] text(int newest, int many) {
        int size = 0;
        int oldest = newest + 1;
        for (int left = many; left > 0 && oldest > 0; ) {
            oldest--;
            if (length(oldest) > 0) {
                size += 1 + length(oldest);
                left--;
            }
        }
        byte[] text = new byte[size];
        int at = 0;
        for (int slot = newest; slot >= oldest; slot--) {
            if (length(slot) > 0) {
                text[at++] = ',';
                copy(slot, text, at);
                at += length(slot);
            }
        }
        return text;
    }
}
