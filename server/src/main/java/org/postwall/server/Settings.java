package org.postwall.server;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.postwall.server.broadcast.BroadcastTokens;
import org.postwall.server.broadcast.RegistrationToken;
import org.postwall.server.security.Access;
import org.postwall.server.security.Secret;
import org.postwall.server.store.MongoSettings;
import org.postwall.server.store.MongoUri;
import org.postwall.server.wall.ScratchSpace;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.redis.RedisSettings;

/**
 * All settings of a server, checked.
 *
 * @param bind address to listen on
 * @param port port to listen on; 0: any free one
 * @param access who may post
 * @param secret what signs tokens; absent only where anyone may post
 * @param mongo where posts are kept
 * @param redis the cache that servers share; absent: none
 * @param chatUrl a page where newcomers can chat with the bot; the empty wall links to it
 * @param scratch room on the disk for what long answers are made of
 * @param telegram how it sends through bots
 * @param broadcast what lets masters and followers in
 * @param drain for how long it goes on answering after it was told to stop, while it says that it is not ready
 */
public record Settings(
        String bind,
        int port,
        Access access,
        Optional<Secret> secret,
        MongoSettings mongo,
        Optional<RedisSettings> redis,
        Optional<URI> chatUrl,
        ScratchSpace scratch,
        TelegramSettings telegram,
        BroadcastTokens broadcast,
        Duration drain) {
    private static final int USUAL_SCRATCH_MB = 1024;
    private static final int MOST_DRAIN_SECONDS = 10;

    /** Reads every setting, noting what is wrong; call {@link Environment#check} before trusting the result. */
    public static Settings from(Environment environment) {
        Access access = environment.choice("API_ACCESS", Access.TOKEN);
        Settings settings = new Settings(
                environment.text("SERVER_BIND", "127.0.0.1"),
                environment.port("SERVER_PORT", 8000),
                access,
                secret(environment, access),
                mongo(environment),
                RedisSettings.from(environment),
                environment.address("WALL_CHAT_URL"),
                scratch(environment),
                TelegramSettings.from(environment),
                broadcast(environment),
                Duration.ofSeconds(environment.number("DRAIN_SECONDS", 0, 0, MOST_DRAIN_SECONDS)));
        environment.check();
        return settings;
    }

    /** Whether only this machine can reach the server. */
    public boolean onLoopback() {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (java.net.UnknownHostException e) {
            return false;
        }
    }

    private static Optional<Secret> secret(Environment environment, Access access) {
        Optional<String> text = environment.find("SECRET_KEY");
        if (text.isEmpty() && access == Access.TOKEN) {
            environment.complain(
                    "SECRET_KEY", "is missing: it signs tokens; only API_ACCESS=open does without (at least 32 bytes)");
        }
        if (text.isPresent() && text.get().getBytes(StandardCharsets.UTF_8).length < Secret.LEAST_BYTES) {
            environment.complain("SECRET_KEY", "must have at least %d bytes".formatted(Secret.LEAST_BYTES));
            return Optional.empty();
        }
        return text.map(Secret::new);
    }

    private static ScratchSpace scratch(Environment environment) {
        Optional<String> directory = environment.find("SCRATCH_DIR");
        Path path = Path.of(directory.orElse(System.getProperty("java.io.tmpdir")));
        if (directory.isPresent() && !(Files.isDirectory(path) && Files.isWritable(path))) {
            environment.complain("SCRATCH_DIR", "must be a directory that can be written to, not '" + path + "'");
        }
        long megabytes = environment.number("SCRATCH_MB", USUAL_SCRATCH_MB, 0, Integer.MAX_VALUE);
        return new ScratchSpace(path, megabytes << 20);
    }

    private static BroadcastTokens broadcast(Environment environment) {
        return new BroadcastTokens(
                environment.find("MASTER_TOKEN").map(RegistrationToken::new),
                environment.find("SERVANT_REG_TOKEN").map(RegistrationToken::new));
    }

    private static MongoSettings mongo(Environment environment) {
        Optional<String> uri = environment.find("MONGO_URI");
        Optional<String> user = environment.find("MONGO_USER");
        Optional<String> password = environment.find("MONGO_PASSWORD");
        String host = environment.find("MONGO_DB_HOST").orElse("");
        int port = environment.number("MONGO_PORT", 27_017, 1, 65_535);
        Optional<String> database = environment.find("MONGO_DB_NAME");
        if (uri.isPresent()) {
            return new MongoSettings(
                    uri.filter(text -> mongoUri(environment, text)),
                    host,
                    port,
                    database.or(() -> uri.flatMap(MongoUri::database)).orElse("postwall"),
                    user,
                    password);
        }
        if (host.isEmpty()) {
            environment.complain("MONGO_DB_HOST", "is missing: where MongoDB is (or a whole MONGO_URI)");
        }
        if (user.isPresent() != password.isPresent()) {
            environment.complain(
                    user.isPresent() ? "MONGO_PASSWORD" : "MONGO_USER", "is missing: an account needs both");
        }
        return new MongoSettings(uri, host, port, database.orElse("postwall"), user, password);
    }

    private static boolean mongoUri(Environment environment, String uri) {
        boolean good = MongoUri.isGood(uri);
        if (!good) {
            environment.complain("MONGO_URI", "must be a MongoDB connection string: mongodb://host:port/database");
        }
        return good;
    }
}
