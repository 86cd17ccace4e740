package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for what the database must recognize and not know: HMAC-SHA256 (RFC 2104) under a key of its own.
 *
 * <p>A bare hash would not do: there are few enough ids of people to try them all.
 */
final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";

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
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
