package org.postwall.simulator.api;

import io.vertx.core.json.JsonObject;

/** An error answer of the Bot API, in Telegram's envelope and words. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final int retryAfter;
    private final long migrateTo;

    private Refusal(int code, String description, int retryAfter, long migrateTo) {
        super(description, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter;
        this.migrateTo = migrateTo;
    }

    static Refusal of(int code, String description) {
        return new Refusal(code, description, 0, 0);
    }

    static Refusal bad(String why) {
        return of(400, "Bad Request: " + why);
    }

    static Refusal forbidden(String why) {
        return of(403, "Forbidden: " + why);
    }

    static Refusal notFound() {
        return of(404, "Not Found");
    }

    /** @param seconds how long the bot must be silent */
    static Refusal flood(int seconds) {
        return new Refusal(429, "Too Many Requests: retry after " + seconds, seconds, 0);
    }

    /** Any error with a {@code retry_after} in seconds; 0 for none. */
    static Refusal of(int code, String description, int retryAfter) {
        return new Refusal(code, description, retryAfter, 0);
    }

    static Refusal migrated(long supergroup) {
        return new Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", 0, supergroup);
    }

    int code() {
        return code;
    }

    /** Seconds; 0 for none. */
    int retryAfter() {
        return retryAfter;
    }

    JsonObject toJson() {
        JsonObject json =
                new JsonObject().put("ok", false).put("error_code", code).put("description", getMessage());
        JsonObject parameters = new JsonObject();
        if (retryAfter > 0) {
            parameters.put("retry_after", retryAfter);
        }
        if (migrateTo != 0) {
            parameters.put("migrate_to_chat_id", migrateTo);
        }
        return parameters.isEmpty() ? json : json.put("parameters", parameters);
    }
}
