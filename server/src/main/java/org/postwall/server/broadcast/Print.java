package org.postwall.server.broadcast;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what a message is known that is sent again, also after it got other words. */
final class Print {
    private Print() {}

    /** SHA-256, in hexadecimal. */
    static String of(Content content, boolean once) {
        String all = content.json().put("once", once).encode();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
