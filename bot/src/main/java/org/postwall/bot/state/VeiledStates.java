package org.postwall.bot.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.postwall.telegram.crypto.Hmac;

/**
 * States from which whoever reads their store learns nothing: each chat has another number there (HMAC-SHA256), and what
 * is kept of it is sealed (AES-256 in Galois/Counter Mode, NIST SP 800-38D).
 */
public final class VeiledStates implements States {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String SEALED = "sealed";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final States inner;
    private final byte[] names;
    private final SecretKeySpec seal;
    private final SecureRandom random = new SecureRandom();

    /** @param secret what the keys are derived from; under another one nothing is found again */
    public VeiledStates(States inner, String secret) {
        this.inner = inner;
        byte[] root = secret.getBytes(StandardCharsets.UTF_8);
        this.names = Hmac.of(root, "names of chats");
        this.seal = new SecretKeySpec(Hmac.of(root, "states of chats"), "AES");
    }

    @Override
    public Future<Optional<JsonObject>> get(long chat) {
        return inner.get(name(chat)).map(found -> found.flatMap(state -> opened(chat, state)));
    }

    @Override
    public Future<Void> put(long chat, JsonObject state) {
        return inner.put(name(chat), sealed(chat, state));
    }

    @Override
    public Future<Void> remove(long chat) {
        return inner.remove(name(chat));
    }

    private long name(long chat) {
        return ByteBuffer.wrap(Hmac.of(names, bytes(chat))).getLong();
    }

    private JsonObject sealed(long chat, JsonObject state) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, chat)
                    .doFinal(state.encode().getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + closed.length);
            System.arraycopy(closed, 0, all, NONCE_BYTES, closed.length);
            return new JsonObject().put(SEALED, Base64.getEncoder().encodeToString(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /** Nothing where it isn't one of ours: a conversation then begins anew. */
    private Optional<JsonObject> opened(long chat, JsonObject state) {
        try {
            byte[] all = Base64.getDecoder().decode(state.getString(SEALED, ""));
            if (all.length < NONCE_BYTES + TAG_BITS / 8) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            byte[] closed = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
            byte[] open = cipher(Cipher.DECRYPT_MODE, nonce, chat).doFinal(closed);
            return Optional.of(new JsonObject(new String(open, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, long chat) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, seal, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bytes(chat));
        return cipher;
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
