package org.postwall.telegram.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What closes small texts so that nobody without the key can read or change them: AES-256 in Galois/Counter Mode (NIST SP
 * 800-38D) with a random nonce of 12 bytes in front, all in base64url (RFC 4648, 5) without padding.
 *
 * <p>A text is closed for a purpose and opens for that only, so one can't be put in the place of another.
 */
public final class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes that serve nothing else */
    public Seal(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of AES-256 has " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /** The text as only {@link #open} reads it, another one each time. */
    public String close(String purpose, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + closed.length);
            System.arraycopy(closed, 0, all, NONCE_BYTES, closed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The text again. @throws BrokenSeal unless it was closed for this purpose, under this key, and not changed since */
    public String open(String purpose, String closed) {
        byte[] all = decoded(purpose, closed);
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        try {
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, purpose, nonce).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new BrokenSeal(purpose);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static byte[] decoded(String purpose, String closed) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(closed);
            if (all.length >= NONCE_BYTES + TAG_BITS / 8) {
                return all;
            }
        } catch (IllegalArgumentException e) {
            // As broken as one that is too short.
        }
        throw new BrokenSeal(purpose);
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every Java platform has " + CIPHER, e);
    }
}
