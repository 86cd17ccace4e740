package org.postwall.simulator.updates;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Delivers a bot's updates to its address. Updates of one lane go one after the other, those of different lanes side by
 * side; one that isn't accepted is tried again after a delay that doubles, and holds up its lane.
 */
public final class Webhook {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Clock clock;
    private final UpdateQueue queue;
    private final WebhookClient client;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();
    private Optional<WebhookSettings> settings = Optional.empty();
    private Consumer<WebhookAnswer> replies = reply -> {};
    private int onTheirWay;
    private int generation;
    private Optional<Instant> lastErrorAt = Optional.empty();
    private String lastError = "";

    private static final class Lane {
        final String name;
        final ArrayDeque<Update> updates = new ArrayDeque<>();
        Duration delay = Duration.ofSeconds(1);

        Lane(String name) {
            this.name = name;
        }
    }

    Webhook(Vertx vertx, Clock clock, UpdateQueue queue) {
        this.vertx = vertx;
        this.clock = clock;
        this.queue = queue;
        this.client = new WebhookClient(vertx);
    }

    public Optional<WebhookSettings> settings() {
        return settings;
    }

    /** When and why a delivery last failed. */
    public Optional<Instant> lastErrorAt() {
        return lastErrorAt;
    }

    public String lastError() {
        return lastError;
    }

    /** Starts delivering, beginning with what waits. {@code replies} gets what the address answers. */
    void open(WebhookSettings newSettings, Consumer<WebhookAnswer> newReplies) {
        close();
        settings = Optional.of(newSettings);
        replies = newReplies;
        lastErrorAt = Optional.empty();
        lastError = "";
        queue.all().forEach(this::enqueue);
        pump();
    }

    /** Stops delivering; what is on its way may still arrive. */
    void close() {
        generation++;
        settings = Optional.empty();
        lanes.clear();
        ready.clear();
        onTheirWay = 0;
    }

    void updateArrived(Update update) {
        enqueue(update);
        pump();
    }

    private void enqueue(Update update) {
        Lane lane = lanes.get(update.lane());
        if (lane == null) {
            lane = new Lane(update.lane());
            lanes.put(update.lane(), lane);
            ready.add(lane);
        }
        lane.updates.add(update);
    }

    private void pump() {
        while (settings.isPresent() && onTheirWay < settings.get().maxConnections() && !ready.isEmpty()) {
            deliver(ready.remove(), settings.get());
        }
    }

    private void deliver(Lane lane, WebhookSettings to) {
        Update update = lane.updates.peek();
        if (update == null || !queue.holds(update)) {
            advance(lane);
            return;
        }
        int mine = generation;
        onTheirWay++;
        client.post(to, update).onComplete(answer -> {
            if (answer.result().accepted()) {
                queue.confirm(update.id());
                replies.accept(answer.result());
            }
            if (mine == generation) {
                onTheirWay--;
                if (answer.result().accepted()) {
                    lane.delay = Duration.ofSeconds(1);
                    advance(lane);
                } else {
                    postpone(lane, answer.result(), mine);
                }
                pump();
            }
        });
    }

    private void advance(Lane lane) {
        lane.updates.poll();
        if (lane.updates.isEmpty()) {
            lanes.remove(lane.name);
        } else {
            ready.add(lane);
        }
    }

    private void postpone(Lane lane, WebhookAnswer answer, int mine) {
        lastErrorAt = Optional.of(clock.instant());
        lastError = answer.error();
        Duration wait = answer.retryAfter().orElse(lane.delay);
        Duration doubled = lane.delay.multipliedBy(2);
        lane.delay = doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
        vertx.setTimer(Math.max(1, wait.toMillis()), timer -> {
            if (mine == generation) {
                ready.add(lane);
                pump();
            }
        });
    }
}
