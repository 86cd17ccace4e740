package org.postwall.simulator.world;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Width and height of a picture in pixels, read from the head of a PNG, JPEG, GIF or WebP file. */
public record ImageSize(int width, int height) {
    public static Optional<ImageSize> of(Buffer file) {
        try {
            return read(file).filter(size -> size.width > 0 && size.height > 0);
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<ImageSize> read(Buffer file) {
        if (file.getInt(0) == 0x89504E47) {
            return Optional.of(new ImageSize(file.getInt(16), file.getInt(20)));
        }
        if (file.getUnsignedShort(0) == 0xFFD8) {
            return jpeg(file);
        }
        if (file.getInt(0) == 0x47494638) {
            return Optional.of(new ImageSize(file.getUnsignedShortLE(6), file.getUnsignedShortLE(8)));
        }
        if (file.getInt(0) == 0x52494646 && file.getInt(8) == 0x57454250) {
            return webp(file);
        }
        return Optional.empty();
    }

    /** Walks the segments to the frame header (ITU T.81, B.2.2). */
    private static Optional<ImageSize> jpeg(Buffer file) {
        int at = 2;
        while (file.getUnsignedByte(at) == 0xFF) {
            int marker = file.getUnsignedByte(at + 1);
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return Optional.of(new ImageSize(file.getUnsignedShort(at + 7), file.getUnsignedShort(at + 5)));
            }
            at += marker == 0xFF ? 1 : 2 + file.getUnsignedShort(at + 2);
        }
        return Optional.empty();
    }

    /** The three chunk forms of a WebP container (RFC 9649, section 2). */
    private static Optional<ImageSize> webp(Buffer file) {
        return switch (file.getString(12, 16, "ISO-8859-1")) {
            case "VP8 " ->
                Optional.of(new ImageSize(file.getUnsignedShortLE(26) & 0x3FFF, file.getUnsignedShortLE(28) & 0x3FFF));
            case "VP8L" -> {
                int bits = file.getIntLE(21);
                yield Optional.of(new ImageSize((bits & 0x3FFF) + 1, ((bits >>> 14) & 0x3FFF) + 1));
            }
            case "VP8X" ->
                Optional.of(
                        new ImageSize((file.getMediumLE(24) & 0xFFFFFF) + 1, (file.getMediumLE(27) & 0xFFFFFF) + 1));
            default -> Optional.empty();
        };
    }
}
