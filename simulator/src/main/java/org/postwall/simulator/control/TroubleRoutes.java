package org.postwall.simulator.control;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.postwall.simulator.faults.Fault;
import org.postwall.simulator.faults.Faults;
import org.postwall.simulator.limits.LimitSettings;
import org.postwall.simulator.limits.Limits;

/** Ordering errors and setting limits. */
final class TroubleRoutes {
    private static final int LONGEST_DELAY_MS = 600_000;
    private static final int MOST = 1_000_000;

    private final Faults faults;
    private final Limits limits;
    private final People people;

    TroubleRoutes(Faults faults, Limits limits, People people) {
        this.faults = faults;
        this.limits = limits;
        this.people = people;
    }

    JsonObject order(RoutingContext context) {
        Body body = Body.of(context);
        int times = body.number("times", 1, Integer.MAX_VALUE);
        int delay = body.findNumber("delay_ms", 0, LONGEST_DELAY_MS).orElse(0);
        int retryAfter = body.findNumber("retry_after", 0, MOST).orElse(0);
        int code = body.findNumber("error_code", 400, 599).orElse(retryAfter > 0 ? 429 : 0);
        Fault.Kind kind = kind(body, code);
        if (kind == Fault.Kind.SLOW && delay == 0) {
            throw body.wrong("error_code", "there, or drop, or delay_ms: the fault would do nothing");
        }
        faults.order(
                new Fault(
                        body.has("bot") ? Optional.of(people.bot(body)) : Optional.empty(),
                        body.find("method"),
                        people.chatKey(body),
                        Duration.ofMillis(delay),
                        kind,
                        code,
                        body.find("description").orElse(description(code, retryAfter)),
                        retryAfter),
                times);
        return new JsonObject().put("waiting", faults.waiting());
    }

    JsonObject clear(RoutingContext context) {
        faults.clear();
        return new JsonObject();
    }

    JsonObject limit(RoutingContext context) {
        Body body = Body.of(context);
        LimitSettings now = limits.settings();
        limits.set(new LimitSettings(
                body.findNumber("messages_per_second", 0, MOST).orElse(now.messagesPerSecond()),
                body.findNumber("per_chat_per_second", 0, MOST).orElse(now.perChatPerSecond()),
                body.findNumber("per_group_per_minute", 0, MOST).orElse(now.perGroupPerMinute())));
        return limits(context);
    }

    JsonObject limits(RoutingContext context) {
        LimitSettings now = limits.settings();
        return new JsonObject()
                .put("messages_per_second", now.messagesPerSecond())
                .put("per_chat_per_second", now.perChatPerSecond())
                .put("per_group_per_minute", now.perGroupPerMinute());
    }

    private static Fault.Kind kind(Body body, int code) {
        Optional<String> drop = body.find("drop");
        if (drop.isEmpty()) {
            return code == 0 ? Fault.Kind.SLOW : Fault.Kind.ERROR;
        }
        return switch (drop.get()) {
            case "before" -> Fault.Kind.CUT_BEFORE;
            case "after" -> Fault.Kind.CUT_AFTER;
            default -> throw body.wrong("drop", "before or after");
        };
    }

    private static String description(int code, int retryAfter) {
        return switch (code) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden: bot was blocked by the user";
            case 404 -> "Not Found";
            case 409 ->
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
            case 429 -> "Too Many Requests: retry after " + retryAfter;
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            default -> "Error " + code;
        };
    }
}
