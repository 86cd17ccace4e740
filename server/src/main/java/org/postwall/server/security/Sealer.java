package org.postwall.server.security;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.postwall.telegram.crypto.BrokenSeal;
import org.postwall.telegram.crypto.Hmac;
import org.postwall.telegram.crypto.Seal;

/** What makes small secrets fit to be stored: a {@link Seal} under a key of its own. */
public final class Sealer {
    private final Supplier<Future<byte[]>> key;

    /** @param key asked each time, so that it may be had later than this; it may serve others too */
    public Sealer(Supplier<Future<byte[]>> key) {
        this.key = key;
    }

    /** The secret as nobody without the key can read it, another text each time. */
    public Future<String> seal(String purpose, String secret) {
        return ask().map(seal -> seal.close(purpose, secret));
    }

    /** The secret again; fails with a {@link BrokenSeal}. */
    public Future<String> open(String purpose, String text) {
        return ask().map(seal -> seal.open(purpose, text));
    }

    private Future<Seal> ask() {
        return key.get().map(bytes -> new Seal(Hmac.of(bytes, "seal")));
    }
}
