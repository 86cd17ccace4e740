package org.postwall.bot.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postwall.telegram.crypto.BrokenSeal;
import org.postwall.telegram.crypto.Hmac;
import org.postwall.telegram.crypto.Seal;

/**
 * States from which whoever reads their store learns nothing: each chat has another number there (HMAC-SHA256), and what
 * is kept of it is under a {@link Seal}.
 */
public final class VeiledStates implements States {
    private static final String SEALED = "sealed";

    private final States inner;
    private final byte[] names;
    private final Seal seal;

    /** @param secret what the keys are derived from; under another one nothing is found again */
    public VeiledStates(States inner, String secret) {
        this.inner = inner;
        byte[] root = secret.getBytes(StandardCharsets.UTF_8);
        this.names = Hmac.of(root, "names of chats");
        this.seal = new Seal(Hmac.of(root, "states of chats"));
    }

    @Override
    public Future<Optional<JsonObject>> get(long chat) {
        return inner.get(name(chat)).map(found -> found.flatMap(state -> opened(chat, state)));
    }

    @Override
    public Future<Void> put(long chat, JsonObject state) {
        return inner.put(name(chat), new JsonObject().put(SEALED, seal.close(purpose(chat), state.encode())));
    }

    @Override
    public Future<Void> remove(long chat) {
        return inner.remove(name(chat));
    }

    private long name(long chat) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(chat).array();
        return ByteBuffer.wrap(Hmac.of(names, number)).getLong();
    }

    /** Nothing where it isn't one of ours: a conversation then begins anew. */
    private Optional<JsonObject> opened(long chat, JsonObject state) {
        try {
            return Optional.of(new JsonObject(seal.open(purpose(chat), state.getString(SEALED, ""))));
        } catch (BrokenSeal e) {
            return Optional.empty();
        }
    }

    private static String purpose(long chat) {
        return "state of chat " + chat;
    }
}
