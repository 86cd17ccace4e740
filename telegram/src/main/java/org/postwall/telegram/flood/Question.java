package org.postwall.telegram.flood;

import io.vertx.core.Promise;

/**
 * A question to the budget, on its way to Redis.
 *
 * @param chat the chat it counts for, or empty
 * @param kind what it counts for
 * @param lane how urgent it is
 * @param answer ends with the answer, or with a permission where none comes in time
 */
record Question(String chat, Kind kind, Lane lane, Promise<Permission> answer) {
    /** What a message counts for under given limits; the script knows these by their name. */
    enum Kind {
        NOTHING,
        BOT,
        CHAT,
        GROUP
    }

    static Question of(String chat, Cost cost, Lane lane, FloodLimits limits) {
        return new Question(chat, kind(chat, cost, limits), lane, Promise.promise());
    }

    private static Kind kind(String chat, Cost cost, FloodLimits limits) {
        if (cost == Cost.MESSAGE && !chat.isEmpty()) {
            if (FloodLimits.isGroup(chat) && limits.groupPerMinute() > 0) {
                return Kind.GROUP;
            }
            if (limits.chatPerSecond() > 0) {
                return Kind.CHAT;
            }
        }
        return cost != Cost.NOTHING && limits.botPerSecond() > 0 ? Kind.BOT : Kind.NOTHING;
    }

    boolean countsForChat() {
        return kind.compareTo(Kind.CHAT) >= 0;
    }

    /** Nobody could be asked in time. */
    void letGo() {
        answer.tryComplete(Permission.GRANTED);
    }
}
