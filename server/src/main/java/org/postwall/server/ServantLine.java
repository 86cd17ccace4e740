package org.postwall.server;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.postwall.server.broadcast.Letters;
import org.postwall.server.outbox.Outbox;
import org.postwall.server.outbox.Tempo;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.flood.Budget;
import org.postwall.telegram.flood.FloodGate;
import org.postwall.telegram.flood.FloodLimits;
import org.postwall.telegram.flood.GateCount;
import org.postwall.telegram.flood.Lane;
import org.postwall.telegram.time.AlarmClock;

/** This server's way to Telegram for the bot that sends broadcasts: made of the token that its process told. */
final class ServantLine {
    /** Longer than any call takes: what is on its way when the token is replaced may end well. */
    private static final int LAST_CALLS_SECONDS = 20;

    private final Vertx vertx;
    private final TelegramSettings settings;
    private final Function<BotToken, Budget> budgets;
    private final Outbox outbox;
    private final Letters letters;
    private final AlarmClock clock;
    private final GateCount count;
    private BotApi api;
    private FloodGate gate;
    private Telegram way;

    /** @param budgets what all processes that speak for a bot may send together, by the bot's token */
    ServantLine(
            Vertx vertx,
            TelegramSettings settings,
            Function<BotToken, Budget> budgets,
            Outbox outbox,
            Letters letters) {
        this.vertx = vertx;
        this.settings = settings;
        this.budgets = budgets;
        this.outbox = outbox;
        this.letters = letters;
        this.clock = AlarmClock.of(vertx);
        this.count = new GateCount(clock);
    }

    /** What is counted at its gate, whatever the token. */
    GateCount count() {
        return count;
    }

    /** A token was told; the same once more means that it is worth another try. */
    void use(BotToken token) {
        if (api == null || !api.token().value().equals(token.value())) {
            retire();
            api = new BotApi(vertx, settings.address(), token);
            gate = new FloodGate(api.toString(), api, settings.limits(), budgets.apply(token), clock, count);
            way = gate.lane(Lane.BULK);
            letters.from(token.id());
        }
        FloodLimits limits = settings.limits();
        Tempo tempo = Tempo.of(limits.botPerSecond(), limits.chatPerSecond(), limits.chatBurst());
        outbox.serve(BroadcastProducer.BOT, way, tempo);
    }

    /** What waits at the gate comes back as never sent. */
    private void retire() {
        if (api != null) {
            gate.close();
            BotApi old = api;
            vertx.setTimer(TimeUnit.SECONDS.toMillis(LAST_CALLS_SECONDS), id -> old.close());
        }
    }

    void close() {
        if (api != null) {
            gate.close();
            api.close();
        }
    }
}
