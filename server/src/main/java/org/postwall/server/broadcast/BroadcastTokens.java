package org.postwall.server.broadcast;

import java.util.Optional;

/**
 * The words that people give to a bot to be let in.
 *
 * @param master makes a master: setting {@code MASTER_TOKEN}; absent: nobody can become one
 * @param servant makes a follower: setting {@code SERVANT_REG_TOKEN}; absent: nobody new can become one by the bot
 */
public record BroadcastTokens(Optional<RegistrationToken> master, Optional<RegistrationToken> servant) {
    /** Where nobody can be let in. */
    public static BroadcastTokens none() {
        return new BroadcastTokens(Optional.empty(), Optional.empty());
    }
}
