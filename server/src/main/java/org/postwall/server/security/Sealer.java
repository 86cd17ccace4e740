package org.postwall.server.security;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.postwall.telegram.crypto.Hmac;

/**
 * What makes small secrets fit to be stored: AES-256 in Galois/Counter Mode (NIST SP 800-38D) under a key of its own, with a
 * random nonce of 12 bytes in front, all in base64url.
 *
 * <p>A text is sealed for a purpose and opens for that only, so one can't be put in the place of another.
 */
public final class Sealer {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<Future<byte[]>> key;
    private final SecureRandom random = new SecureRandom();

    /** @param key asked each time, so that it may be had later than this; it may serve others too */
    public Sealer(Supplier<Future<byte[]>> key) {
        this.key = key;
    }

    /** The secret as nobody without the key can read it, another text each time. */
    public Future<String> seal(String purpose, String secret) {
        return key.get().map(bytes -> {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            byte[] closed = run(Cipher.ENCRYPT_MODE, bytes, purpose, nonce, secret.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + closed.length);
            System.arraycopy(closed, 0, all, NONCE_BYTES, closed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        });
    }

    /** The secret again; fails with a {@link BrokenSeal}. */
    public Future<String> open(String purpose, String text) {
        return key.get().map(bytes -> {
            byte[] all = decoded(purpose, text);
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            byte[] closed = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
            return new String(run(Cipher.DECRYPT_MODE, bytes, purpose, nonce, closed), StandardCharsets.UTF_8);
        });
    }

    private static byte[] decoded(String purpose, String text) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(text);
            if (all.length >= NONCE_BYTES + TAG_BITS / 8) {
                return all;
            }
        } catch (IllegalArgumentException e) {
            // As broken as one that is too short.
        }
        throw new BrokenSeal(purpose);
    }

    private static byte[] run(int mode, byte[] key, String purpose, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            SecretKeySpec own = new SecretKeySpec(Hmac.of(key, "seal"), "AES");
            cipher.init(mode, own, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            if (mode == Cipher.DECRYPT_MODE) {
                throw new BrokenSeal(purpose);
            }
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }
}
