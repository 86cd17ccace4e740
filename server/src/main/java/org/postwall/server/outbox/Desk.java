package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.time.AlarmClock;

/**
 * Where one bot's post is handled in this process: it competes for the bot, and works as long as it has it. On one event
 * loop.
 */
final class Desk {
    private final String bot;
    private final Line line;
    private final Stores stores;
    private final Map<String, Producer> producers;
    private final OutboxMetrics metrics;
    private final Clock clock;
    private final AlarmClock alarms;
    private final Tenure tenure;
    /** Absent while the bot is somebody else's. */
    private Shift shift;

    private Future<Void> stopped = Future.succeededFuture();

    Desk(
            String bot,
            String self,
            Telegram telegram,
            Tempo tempo,
            Stores stores,
            Map<String, Producer> producers,
            OutboxMetrics metrics,
            Clock clock,
            AlarmClock alarms) {
        this.bot = bot;
        this.line = new Line(bot, telegram, tempo);
        this.stores = stores;
        this.producers = Map.copyOf(producers);
        this.metrics = metrics;
        this.clock = clock;
        this.alarms = alarms;
        this.tenure = new Tenure(bot, self, stores.leases(), alarms, this::begin, this::end);
    }

    void start() {
        tenure.start();
    }

    /** Another way to Telegram, as after the bot got a new token. */
    void use(Telegram telegram, Tempo tempo) {
        line.use(telegram, tempo);
        look();
    }

    /** There may be something new: a source, or what is to be done with one. */
    void look() {
        if (shift != null) {
            shift.look();
        }
    }

    /** Done when nothing is on its way any more and somebody else may have the bot. */
    Future<Void> stop() {
        end();
        return stopped.eventually(tenure::stop);
    }

    private void begin(long fence, boolean orphaned) {
        metrics.begins(bot, line, orphaned);
        shift = new Shift(bot, fence, line, stores, producers, metrics, clock, alarms);
        shift.start();
    }

    private void end() {
        if (shift != null) {
            stopped = shift.end();
            shift = null;
            metrics.ends(bot);
        }
    }
}
