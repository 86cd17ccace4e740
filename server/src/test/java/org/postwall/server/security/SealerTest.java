package org.postwall.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.crypto.BrokenSeal;
import org.postwall.telegram.crypto.Seal;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SealerTest {
    private static final String PURPOSE = "token of a bot";
    private static final String SECRET = "123456789:AAE, und Umlaute: äöü";

    private final Sealer sealer = sealer("one");

    @Test
    void what_is_sealed_opens_again_with_the_same_key_and_no_other() {
        String sealed = seal();
        assertThat(sealed).matches("[\\w-]+").doesNotContain("AAE").isNotEqualTo(seal());
        assertThat(sealer("one").open(PURPOSE, sealed).result()).isEqualTo(SECRET);
        assertThat(sealer("two").open(PURPOSE, sealed).cause()).isInstanceOf(BrokenSeal.class);
        assertThat(sealer.open("token of another bot", sealed).cause()).isInstanceOf(BrokenSeal.class);
    }

    /** Sealed by another implementation (Python's cryptography), under the key that HMAC-SHA256 makes of "seal". */
    @Test
    void what_was_stored_before_opens_still() {
        String sealed = "ZGVmZ2hpamtsbW5vaUdTmbkTpH4ekZdGcE3xLB4n9_t6CjPaqZX8bbZSxZsZpU5wAbf11kmS8X_Fwgv0sKs";
        assertThat(sealer.open(PURPOSE, sealed).result()).isEqualTo(SECRET);
    }

    @Test
    void the_key_itself_may_serve_others_and_opens_nothing() {
        assertThat(new Seal(key("one")).close(PURPOSE, SECRET))
                .satisfies(foreign ->
                        assertThat(sealer.open(PURPOSE, foreign).cause()).isInstanceOf(BrokenSeal.class));
    }

    @Test
    void a_key_may_be_had_later() {
        AtomicReference<Future<byte[]>> key = new AtomicReference<>(Future.failedFuture("not yet"));
        Sealer early = new Sealer(key::get);
        assertThat(early.open(PURPOSE, seal()).failed()).isTrue();
        key.set(Future.succeededFuture(key("one")));
        assertThat(early.open(PURPOSE, seal()).result()).isEqualTo(SECRET);
    }

    @Test
    void without_a_key_nothing_is_sealed_or_opened() {
        IllegalStateException away = new IllegalStateException("the store is away");
        Sealer keyless = new Sealer(() -> Future.failedFuture(away));
        assertThat(keyless.seal(PURPOSE, SECRET).cause()).isSameAs(away);
        assertThat(keyless.open(PURPOSE, seal()).cause()).isSameAs(away);
    }

    private String seal() {
        return sealer.seal(PURPOSE, SECRET).result();
    }

    private static Sealer sealer(String key) {
        return new Sealer(() -> Future.succeededFuture(key(key)));
    }

    private static byte[] key(String key) {
        return new Secret("the key number " + key + ", and thirty-two bytes").derive("test");
    }
}
