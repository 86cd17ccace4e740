package org.postwall.telegram.redis;

import java.util.Optional;
import org.postwall.telegram.process.Environment;

/**
 * Where Redis is and who we are there.
 *
 * @param user ACL user; without one the password is the default user's
 * @param password any characters
 */
public record RedisSettings(String host, int port, Optional<String> user, Optional<String> password) {
    /** Empty where there is no {@code REDIS_HOST}; notes what is wrong. */
    public static Optional<RedisSettings> from(Environment environment) {
        int port = environment.number("REDIS_PORT", 6379, 1, 65_535);
        Optional<String> user = environment.find("REDIS_USER");
        Optional<String> password = environment.find("REDIS_PASSWORD");
        return environment.find("REDIS_HOST").map(host -> {
            if (user.isPresent() && password.isEmpty()) {
                environment.complain("REDIS_PASSWORD", "is missing: REDIS_USER needs one");
            }
            return new RedisSettings(host, port, user, password);
        });
    }

    @Override
    public String toString() {
        return "Redis[%s:%d, user=%s]".formatted(host, port, user.orElse("default"));
    }
}
