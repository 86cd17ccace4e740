package org.postwall.server.security;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.postwall.telegram.crypto.Hmac;

/** The key that signs tokens: setting {@code SECRET_KEY}, at least 32 bytes in UTF-8 (RFC 7518, 3.2). Never printed. */
public final class Secret {
    /** A key shorter than the hash it feeds weakens it. */
    public static final int LEAST_BYTES = 32;

    /** What stands in the key that server.env is shipped with. */
    private static final String PUBLISHED = "only-for-a-try";

    private final byte[] bytes;

    public Secret(String text) {
        bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("a secret needs at least " + LEAST_BYTES + " bytes");
        }
    }

    /** Whether it is the key of the shipped settings, which everybody knows. */
    public boolean isPublished() {
        return new String(bytes, StandardCharsets.UTF_8).contains(PUBLISHED);
    }

    /** Another key for another {@code purpose}, from which this one can't be told: HMAC-SHA256 (RFC 2104). */
    public byte[] derive(String purpose) {
        return Hmac.of(bytes, "postwall " + purpose);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
