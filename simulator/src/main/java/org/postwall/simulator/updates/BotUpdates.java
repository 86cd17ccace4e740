package org.postwall.simulator.updates;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Everything about how updates reach one bot. */
public final class BotUpdates {
    private final UpdateQueue queue;
    private final LongPoll poll;

    /** @param first the number of the bot's first update */
    public BotUpdates(Vertx vertx, Clock clock, int first) {
        queue = new UpdateQueue(clock, first);
        poll = new LongPoll(vertx, queue);
        queue.onArrival(poll::updateArrived);
    }

    /** Adds an update and gives its number, or nothing if the bot doesn't want this type. */
    public OptionalInt add(String type, String lane, JsonObject payload) {
        return queue.add(type, lane, payload);
    }

    public UpdateQueue queue() {
        return queue;
    }

    public Future<List<Update>> poll(int offset, int limit, Duration patience) {
        return poll.poll(offset, limit, patience);
    }

    public void abandon(Future<List<Update>> call) {
        poll.abandon(call);
    }

    /** Ends what is running: a waiting poll is answered. */
    public void stop() {
        poll.answer();
        queue.clear();
    }
}
