package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.Base64;
import java.util.function.Supplier;
import org.postwall.telegram.crypto.Hmac;

/**
 * Names for what the database must recognize and not know: HMAC-SHA256 (RFC 2104) under a key of its own.
 *
 * <p>A bare hash would not do: there are few enough ids of people to try them all.
 */
final class Pseudonyms {
    private final Supplier<Future<byte[]>> key;

    /** @param key asked each time, so that it may be had later than this */
    Pseudonyms(Supplier<Future<byte[]>> key) {
        this.key = key;
    }

    /** The name of {@code value} among all of its {@code kind}. */
    Future<String> of(String kind, String value) {
        return key.get().map(bytes -> name(bytes, kind + ":" + value));
    }

    private static String name(byte[] key, String value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.of(key, value));
    }
}
