package org.postwall.simulator.api;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Pictures made on the spot: a PNG of one colour, which depends on the address it stands for. */
final class Placeholder {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;

    private Placeholder() {}

    /** A PNG (RFC 2083) with a palette of one soft colour. */
    static Buffer picture(String address) {
        int hash = address.hashCode();
        byte[] colour = {
            (byte) (96 + (hash & 0x7F)), (byte) (96 + (hash >> 8 & 0x7F)), (byte) (96 + (hash >> 16 & 0x7F))
        };
        Buffer png = Buffer.buffer(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        Buffer header = Buffer.buffer().appendInt(WIDTH).appendInt(HEIGHT);
        header.appendBytes(new byte[] {1, 3, 0, 0, 0});
        chunk(png, "IHDR", header);
        chunk(png, "PLTE", Buffer.buffer(colour));
        chunk(png, "IDAT", Buffer.buffer(deflate(new byte[HEIGHT * (1 + WIDTH / 8)])));
        chunk(png, "IEND", Buffer.buffer());
        return png;
    }

    private static void chunk(Buffer png, String type, Buffer content) {
        byte[] body = Buffer.buffer(type.getBytes(StandardCharsets.US_ASCII))
                .appendBuffer(content)
                .getBytes();
        CRC32 crc = new CRC32();
        crc.update(body);
        png.appendInt(content.length()).appendBytes(body).appendUnsignedInt(crc.getValue());
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] packed = new byte[plain.length + 64];
            int length = deflater.deflate(packed);
            return Buffer.buffer(packed).getBytes(0, length);
        } finally {
            deflater.end();
        }
    }
}
