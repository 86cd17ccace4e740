package org.postwall.server.wall;

/** A segment that is still being filled. */
final class OpenSegment implements Shelf {
    private static final byte[] NOTHING = {};

    private final byte[][] pieces = new byte[LENGTH][];
    private int known;

    /** Fills a slot with a post's JSON. */
    void put(int slot, byte[] json) {
        known += pieces[slot] == null ? 1 : 0;
        pieces[slot] = json;
    }

    /** Notes that nothing will ever be read in this slot. */
    void putVoid(int slot) {
        put(slot, NOTHING);
    }

    /** Empties a slot again. */
    void forget(int slot) {
        known -= pieces[slot] == null ? 0 : 1;
        pieces[slot] = null;
    }

    /** Whether every slot holds a post or a void. */
    boolean full() {
        return known == LENGTH;
    }

    Segment sealed(long epoch) {
        return Segment.of(pieces, epoch);
    }

    @Override
    public int length(int slot) {
        return pieces[slot] == null ? 0 : pieces[slot].length;
    }

    @Override
    public void copy(int slot, byte[] target, int at) {
        System.arraycopy(pieces[slot], 0, target, at, pieces[slot].length);
    }
}
