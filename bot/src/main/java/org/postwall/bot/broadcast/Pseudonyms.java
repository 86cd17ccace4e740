package org.postwall.bot.broadcast;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names under which the server knows masters: HMAC-SHA256 of a person's id, in hex. Whoever has the server, or may
 * ask it, can't find out whether some person is a master: the key is here, and a bare hash would give way to trying all
 * ids.
 */
public final class Pseudonyms {
    private static final String LABEL = "postwall:broadcast:person";

    private final byte[] key;

    /** @param secret what the key is derived from; another secret makes everybody unknown */
    public Pseudonyms(String secret) {
        this.key = hmac(secret.getBytes(StandardCharsets.UTF_8), LABEL);
    }

    /** The same for the same person, always: 64 hexadecimal digits. */
    String of(long person) {
        return HexFormat.of().formatHex(hmac(key, Long.toString(person)));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
