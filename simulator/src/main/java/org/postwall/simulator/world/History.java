package org.postwall.simulator.world;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/** The messages a chat shows, oldest first. It keeps the last {@value #LIMIT}; older ones count as deleted. */
public final class History {
    private static final int LIMIT = 10_000;

    private final TreeMap<Integer, Message> messages = new TreeMap<>();

    public Optional<Message> find(int id) {
        return Optional.ofNullable(messages.get(id));
    }

    public Collection<Message> all() {
        return Collections.unmodifiableCollection(messages.values());
    }

    /** At most {@code limit} messages older than {@code before}, oldest first. */
    public Collection<Message> before(int before, int limit) {
        return messages.headMap(before, false).descendingMap().values().stream()
                .limit(limit)
                .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                .toList();
    }

    void add(Message message) {
        messages.put(message.id(), message);
        if (messages.size() > LIMIT) {
            messages.pollFirstEntry();
        }
    }

    boolean remove(int id) {
        return messages.remove(id) != null;
    }
}
