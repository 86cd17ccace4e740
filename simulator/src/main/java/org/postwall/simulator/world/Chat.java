package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place where messages appear: private, group, supergroup or channel. */
public abstract sealed class Chat permits PrivateChat, GroupChat {
    private final History history = new History();
    private final List<Integer> pinned = new ArrayList<>();

    public abstract long id();

    /** {@code private}, {@code group}, {@code supergroup} or {@code channel}. */
    public abstract String type();

    /** The Bot API's {@code Chat}. */
    public abstract JsonObject toJson();

    abstract int nextMessageId();

    public boolean isChannel() {
        return "channel".equals(type());
    }

    public History history() {
        return history;
    }

    /** Pinned messages that still exist, the newest last. */
    public List<Integer> pinned() {
        pinned.removeIf(id -> history.find(id).isEmpty());
        return List.copyOf(pinned);
    }

    public void pin(int messageId) {
        pinned.remove(Integer.valueOf(messageId));
        pinned.add(messageId);
    }

    public boolean unpin(int messageId) {
        return pinned.remove(Integer.valueOf(messageId));
    }

    public void unpinAll() {
        pinned.clear();
    }

    public Optional<Message> message(int id) {
        return history.find(id);
    }
}
