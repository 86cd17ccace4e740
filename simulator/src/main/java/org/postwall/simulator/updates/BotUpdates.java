package org.postwall.simulator.updates;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Everything about how updates reach one bot. */
public final class BotUpdates {
    private final UpdateQueue queue;
    private final LongPoll poll;
    private final Webhook webhook;

    /** @param first the number of the bot's first update */
    public BotUpdates(Vertx vertx, Clock clock, int first) {
        queue = new UpdateQueue(clock, first);
        poll = new LongPoll(vertx, queue);
        webhook = new Webhook(vertx, clock, queue);
        queue.onArrival(this::arrived);
    }

    /** Adds an update and gives its number, or nothing if the bot doesn't want this type. */
    public OptionalInt add(String type, String lane, JsonObject payload) {
        return queue.add(type, lane, payload);
    }

    private void arrived(Update update) {
        if (webhook.settings().isPresent()) {
            webhook.updateArrived(update);
        } else {
            poll.updateArrived();
        }
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

    public Webhook webhook() {
        return webhook;
    }

    /** Delivers to an address from now on; {@code replies} gets what it answers. */
    public void openWebhook(WebhookSettings settings, Consumer<WebhookAnswer> replies) {
        poll.webhookSet();
        webhook.open(settings, replies);
    }

    public void closeWebhook() {
        webhook.close();
    }

    /** Ends a waiting poll with what there is; updates stay. */
    public void leave() {
        poll.answer();
    }

    /** Ends what is running: a waiting poll is answered. */
    public void stop() {
        webhook.close();
        poll.answer();
        queue.clear();
    }
}
