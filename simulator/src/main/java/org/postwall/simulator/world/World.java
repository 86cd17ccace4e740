package org.postwall.simulator.world;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The whole simulated Telegram. It belongs to one event loop: call it there, as everything of the simulator does
 * ({@link org.postwall.simulator.Simulator#run} gets others there).
 */
public final class World {
    private final Changes changes = new Changes();
    private final Files files = new Files();
    private final Bots bots;
    private final People people;
    private final Chats chats;
    private final Callbacks callbacks;
    private final Timeline timeline;
    private final Membership membership;
    private final Actions actions;

    public World(Vertx vertx, Clock clock) {
        bots = new Bots(vertx, clock);
        people = new People(changes);
        chats = new Chats(changes);
        callbacks = new Callbacks(clock, changes);
        timeline = new Timeline(bots, clock, changes);
        membership = new Membership(timeline, bots, chats, changes);
        actions = new Actions(chats, timeline, membership, callbacks, files);
    }

    public Bots bots() {
        return bots;
    }

    public People people() {
        return people;
    }

    public Chats chats() {
        return chats;
    }

    public Callbacks callbacks() {
        return callbacks;
    }

    public Files files() {
        return files;
    }

    public Timeline timeline() {
        return timeline;
    }

    public Membership membership() {
        return membership;
    }

    /** What people do, as from their apps. */
    public Actions actions() {
        return actions;
    }

    public Changes changes() {
        return changes;
    }

    /** Adds a listener for what a person would see happen; running the answer removes it. */
    public Runnable onChange(Consumer<Change> listener) {
        return changes.listen(listener);
    }

    /** Forgets everything; waiting polls are answered. */
    public void forget() {
        bots.forget();
        people.forget();
        chats.forget();
        callbacks.forget();
        files.forget();
        timeline.forget();
        changes.tell(new Change.Forgotten());
    }
}
