package org.postwall.bot.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.postwall.bot.talk.Bot;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.health.Dependency;
import org.postwall.telegram.health.GateMetrics;
import org.postwall.telegram.updates.SourceHealth;

/**
 * How one bot is doing with Telegram.
 *
 * <p>It lives as long as it goes on asking for updates, whatever Telegram says: a token that was revoked or an outage is
 * nothing that a restart would mend, and restarts in a row would only hide the words that tell what to do. Those are in
 * the log and in {@code /health/ready}, which is 503 then.
 */
public final class BotHealth {
    /** Longer than a poll and its longest pause of our own: nothing but a bug makes a bot this late. */
    private static final Duration STUCK = Duration.ofSeconds(90);

    private final Bot bot;
    private final String name;

    /** @param main whether this is the bot that every process has, whose entry has the plain name */
    public BotHealth(Bot bot, boolean main) {
        this.bot = bot;
        this.name = main ? "telegram" : "telegram-" + bot.id();
    }

    /** Whether the bot goes on asking Telegram. */
    public boolean moves() {
        return bot.health().overdue().compareTo(STUCK) <= 0;
    }

    /** Telegram, as {@code /health/ready} shows it. */
    public Dependency telegram() {
        return new Dependency(name, true, this::check, this::details);
    }

    /** Publishes what the bot counts. */
    public void watch(MeterRegistry registry) {
        Tags tags = Tags.of("bot", String.valueOf(bot.id()));
        FunctionCounter.builder("postwall.bot.updates", bot, Bot::handled)
                .description("Updates handled")
                .tags(tags.and("result", "handled"))
                .register(registry);
        FunctionCounter.builder("postwall.bot.updates", bot, Bot::failed)
                .description("Updates handled")
                .tags(tags.and("result", "failed"))
                .register(registry);
        FunctionCounter.builder("postwall.bot.parked", bot, one -> one.health().parked())
                .description("Updates put aside since their handling failed again and again")
                .tags(tags)
                .register(registry);
        Gauge.builder("postwall.bot.telegram.up", this, health -> health.isUp() ? 1 : 0)
                .description("Whether Telegram answers")
                .tags(tags)
                .register(registry);
        Gauge.builder("postwall.bot.telegram.contact.seconds", this, BotHealth::secondsSinceContact)
                .description("Time since Telegram last answered; not a number if it never did")
                .tags(tags)
                .register(registry);
        new GateMetrics(registry, "postwall.bot", tags).watch(bot.gate());
    }

    private Future<Void> check() {
        return isUp() ? Future.succeededFuture() : Future.failedFuture("away");
    }

    private boolean isUp() {
        SourceHealth health = bot.health();
        return health.trouble().isEmpty() && health.sinceLastContact().isPresent();
    }

    private JsonObject details() {
        SourceHealth health = bot.health();
        JsonObject details = new JsonObject();
        health.sinceLastContact().ifPresent(time -> details.put("seconds_since_contact", time.toSeconds()));
        if (!health.trouble().isEmpty()) {
            details.put("trouble", BotToken.mask(health.trouble()));
        }
        return details;
    }

    private double secondsSinceContact() {
        return bot.health()
                .sinceLastContact()
                .map(time -> time.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
