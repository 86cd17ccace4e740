package org.postwall.telegram.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postwall.telegram.process.Environment;

/**
 * Where Redis is and who we are there.
 *
 * @param type what stands at the addresses
 * @param addresses the one Redis, or some of the Sentinels, or some nodes of the cluster: others are found through them
 * @param master what the Sentinels call the master
 * @param user ACL user, on Sentinels as well as on what they guard; without one the password is the default user's
 * @param password any characters
 */
public record RedisSettings(
        Type type, List<RedisAddress> addresses, String master, Optional<String> user, Optional<String> password) {
    private static final String USUAL_MASTER = "mymaster";

    /** How Redis is run. */
    public enum Type {
        /** One Redis, always at the same address. */
        STANDALONE,
        /** A master and its replicas; Sentinels know which of them is the master. */
        SENTINEL,
        /** Many masters that share the keys by hash slot. */
        CLUSTER
    }

    public RedisSettings {
        addresses = List.copyOf(addresses);
    }

    /** One Redis, always at the same address. */
    public RedisSettings(String host, int port, Optional<String> user, Optional<String> password) {
        this(Type.STANDALONE, List.of(new RedisAddress(host, port)), USUAL_MASTER, user, password);
    }

    /** Empty where there is no {@code REDIS_HOST}; notes what is wrong. */
    public static Optional<RedisSettings> from(Environment environment) {
        Type type = environment.choice("REDIS_TYPE", Type.STANDALONE);
        int port = environment.number("REDIS_PORT", 6379, 1, 65_535);
        Optional<String> master = environment.find("REDIS_MASTER");
        Optional<String> user = environment.find("REDIS_USER");
        Optional<String> password = environment.find("REDIS_PASSWORD");
        Optional<String> hosts = environment.find("REDIS_HOST");
        if (hosts.isEmpty()) {
            if (type != Type.STANDALONE) {
                environment.complain("REDIS_HOST", "is missing: REDIS_TYPE=" + lower(type) + " needs addresses");
            }
            return Optional.empty();
        }
        List<RedisAddress> addresses = addresses(environment, hosts.get(), port);
        if (type == Type.STANDALONE && addresses.size() > 1) {
            environment.complain("REDIS_HOST", "names several addresses: say REDIS_TYPE=sentinel or cluster");
        }
        if (type != Type.SENTINEL && master.isPresent()) {
            environment.complain("REDIS_MASTER", "is only for REDIS_TYPE=sentinel, not " + lower(type));
        }
        if (user.isPresent() && password.isEmpty()) {
            environment.complain("REDIS_PASSWORD", "is missing: REDIS_USER needs one");
        }
        return Optional.of(new RedisSettings(type, addresses, master.orElse(USUAL_MASTER), user, password));
    }

    private static List<RedisAddress> addresses(Environment environment, String hosts, int port) {
        List<RedisAddress> addresses = new ArrayList<>();
        for (String each : hosts.split(",", -1)) {
            RedisAddress.parse(each.strip(), port)
                    .ifPresentOrElse(
                            addresses::add,
                            // Not repeated: whoever writes a whole URL there may have a password in it.
                            () -> environment.complain(
                                    "REDIS_HOST", "must be host or host:port, several of them separated by commas"));
        }
        return addresses;
    }

    /** Where it is, for people. */
    String place() {
        String all = addresses.stream().map(RedisAddress::toString).collect(Collectors.joining(", "));
        return switch (type) {
            case STANDALONE -> all;
            case SENTINEL -> "the master '%s' of the Sentinels %s".formatted(master, all);
            case CLUSTER -> "the cluster of " + all;
        };
    }

    @Override
    public String toString() {
        return "Redis[%s, user=%s]".formatted(place(), user.orElse("default"));
    }

    private static String lower(Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
