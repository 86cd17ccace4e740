package org.postwall.server.wall;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A segment as one block of bytes, made once and never changed.
 *
 * <p>The same bytes serve in this process and in Redis: a version byte, the epoch under which the segment was read (8
 * bytes), the length of each of the 128 pieces of JSON (4 bytes each), the pieces. Numbers are big-endian.
 */
final class Segment implements Shelf {
    private static final byte VERSION = 1;
    private static final int LENGTHS = 1 + Long.BYTES;
    private static final int PIECES = LENGTHS + LENGTH * Integer.BYTES;

    private final Buffer bytes;
    private final int[] offsets;

    private Segment(Buffer bytes, int[] offsets) {
        this.bytes = bytes;
        this.offsets = offsets;
    }

    /** @param pieces JSON of 128 slots; null or empty where there is nothing to read */
    static Segment of(byte[][] pieces, long epoch) {
        int size = PIECES;
        for (byte[] piece : pieces) {
            size += piece == null ? 0 : piece.length;
        }
        Buffer bytes = Buffer.buffer(size).appendByte(VERSION).appendLong(epoch);
        for (byte[] piece : pieces) {
            bytes.appendInt(piece == null ? 0 : piece.length);
        }
        for (byte[] piece : pieces) {
            if (piece != null) {
                bytes.appendBytes(piece);
            }
        }
        return parse(bytes).orElseThrow();
    }

    /** The segment in these bytes; empty where they are something else. */
    static Optional<Segment> parse(Buffer bytes) {
        if (bytes.length() < PIECES || bytes.getByte(0) != VERSION) {
            return Optional.empty();
        }
        int[] offsets = new int[LENGTH + 1];
        long at = PIECES;
        for (int slot = 0; slot < LENGTH; slot++) {
            offsets[slot] = (int) at;
            int length = bytes.getInt(LENGTHS + slot * Integer.BYTES);
            at += length;
            if (length < 0 || at > bytes.length()) {
                return Optional.empty();
            }
        }
        offsets[LENGTH] = (int) at;
        return at == bytes.length() ? Optional.of(new Segment(bytes, offsets)) : Optional.empty();
    }

    Buffer bytes() {
        return bytes;
    }

    /** The epoch under which it was read: later changes of its posts aren't in it. */
    long epoch() {
        return bytes.getLong(1);
    }

    /** What it takes in memory, in bytes. */
    int size() {
        return bytes.length() + offsets.length * Integer.BYTES + 64;
    }

    @Override
    public int length(int slot) {
        return offsets[slot + 1] - offsets[slot];
    }

    @Override
    public void copy(int slot, byte[] target, int at) {
        bytes.getBytes(offsets[slot], offsets[slot + 1], target, at);
    }
}
