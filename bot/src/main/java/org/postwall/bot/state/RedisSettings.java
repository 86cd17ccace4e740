package org.postwall.bot.state;

import java.util.Optional;

/**
 * Where Redis is and how to get in.
 *
 * @param user an ACL user; absent: the default user
 * @param password any characters; absent: none
 */
public record RedisSettings(String host, int port, Optional<String> user, Optional<String> password) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
