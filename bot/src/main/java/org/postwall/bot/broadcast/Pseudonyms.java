package org.postwall.bot.broadcast;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.postwall.telegram.crypto.Hmac;

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
        this.key = Hmac.of(secret.getBytes(StandardCharsets.UTF_8), LABEL);
    }

    /** The same for the same person, always: 64 hexadecimal digits. */
    String of(long person) {
        return HexFormat.of().formatHex(Hmac.of(key, Long.toString(person)));
    }
}
