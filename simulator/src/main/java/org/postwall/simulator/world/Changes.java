package org.postwall.simulator.world;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners that want to know of every change, and the way to tell them. */
public final class Changes {
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    /** Adds a listener, called on the world's event loop; running the answer removes it. */
    public Runnable listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void tell(Change change) {
        for (Consumer<Change> listener : listeners) {
            listener.accept(change);
        }
    }
}
