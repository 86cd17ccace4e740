package org.postwall.telegram.flood;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.crypto.Hmac;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.redis.RedisScript;

/**
 * The tally in Redis: the one place that knows the keys and the script {@code budget.lua}.
 *
 * <p>All keys of a bot are in one hash slot, and expire by themselves. Who looks into Redis doesn't learn whom the bot writes
 * to: a chat stands there as its HMAC, and the key of that is the bot's token.
 */
final class RedisTally implements Tally {
    private static final RedisScript SCRIPT = new RedisScript(text());

    private final RedisLink link;
    private final RedisScript script;
    private final byte[] token;
    private final String prefix;
    private final List<String> limits;

    RedisTally(RedisLink link, BotToken token, FloodLimits limits) {
        this(link, token, limits, SCRIPT);
    }

    /** For tests, which hold the script's clock. */
    RedisTally(RedisLink link, BotToken token, FloodLimits limits, RedisScript script) {
        this.link = link;
        this.script = script;
        this.token = token.value().getBytes(StandardCharsets.UTF_8);
        this.prefix = "postwall:{flood:" + token.id() + "}:";
        this.limits = List.of(
                Integer.toString(limits.botPerSecond()),
                millis(Window.stretch(FloodLimits.SECOND)),
                millis(Bucket.pause(limits.chatPerSecond())),
                Integer.toString(limits.chatBurst()),
                Integer.toString(limits.groupPerMinute()),
                millis(Window.stretch(FloodLimits.MINUTE)));
    }

    @Override
    public Future<Answers> ask(Duration silence, List<Question> questions) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        keys.add(prefix + "bot");
        arguments.add(millis(silence));
        arguments.addAll(limits);
        for (Question question : questions) {
            if (question.countsForChat()) {
                keys.add(prefix + "chat:" + pseudonym(question.chat()));
            }
            arguments.add(question.lane().name());
            arguments.add(question.kind().name());
        }
        return link.session()
                .map(session -> script.run(session, keys, arguments).map(RedisTally::read))
                .orElseGet(() -> Future.failedFuture("Redis is away"));
    }

    private String pseudonym(String chat) {
        return HexFormat.of().formatHex(Hmac.of(token, chat), 0, 16);
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    /** The script, in Lua. */
    static String text() {
        try (InputStream script = RedisTally.class.getResourceAsStream("budget.lua")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answers read(Response response) {
        List<Permission> permissions = new ArrayList<>();
        for (int i = 1; i < response.size(); i++) {
            permissions.add(permission(response.get(i).toLong()));
        }
        return new Answers(Duration.ofMillis(response.get(0).toLong()), permissions);
    }

    private static Permission permission(long wait) {
        if (wait == 0) {
            return Permission.GRANTED;
        }
        return wait > 0
                ? Permission.laneWaits(Duration.ofMillis(wait))
                : Permission.chatWaits(Duration.ofMillis(-wait));
    }
}
