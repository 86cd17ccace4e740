package org.postwall.server.store;

import java.util.Optional;

/**
 * Where Redis is and who we are there.
 *
 * @param user ACL user; without one the password is the default user's
 * @param password any characters
 */
public record RedisSettings(String host, int port, Optional<String> user, Optional<String> password) {
    @Override
    public String toString() {
        return "Redis[%s:%d, user=%s]".formatted(host, port, user.orElse("default"));
    }
}
