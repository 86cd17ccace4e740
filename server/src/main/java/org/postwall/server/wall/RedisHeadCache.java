package org.postwall.server.wall;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.redis.RedisScript;
import org.postwall.telegram.redis.RedisSession;

/**
 * The shared head in Redis: {@code {wall:ID}:head} = {@code birth:last:epoch}, and beside it, for a second,
 * {@code {wall:ID}:beat}, which says that the head was checked against MongoDB.
 *
 * <p>Times are Redis's own, taken inside the scripts. A head that vanished is never made anew by a raise, only by a mend,
 * which gives it a new birth; so a slow mend can't vouch for a head whose raises it never saw. A beat found on a new
 * connection counts only after a mend of our own: Redis may have come back without its last raises but with its beat.
 */
final class RedisHeadCache implements HeadCache {
    private static final String PARSE = """
            local function parse(head)
              local birth, last, epoch = string.match(head, '^([^:]+):(%d+):(%d+)$')
              return birth, tonumber(last), tonumber(epoch)
            end
            local function format(birth, last, epoch)
              return string.format('%s:%.0f:%.0f', birth, last, epoch)
            end
            local function lift(key, head, last, epoch)
              local birth, l, e = parse(head)
              local lifted = format(birth, math.max(l, last), math.max(e, epoch))
              if lifted ~= head then redis.call('SET', key, lifted) end
              return lifted
            end
            local function now()
              local t = redis.call('TIME')
              return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
            end
            local head = redis.call('GET', KEYS[1])
            if head and not parse(head) then head = false end
            """;
    private static final RedisScript RAISE = new RedisScript(PARSE + """
            if not head then return 0 end
            lift(KEYS[1], head, tonumber(ARGV[1]), tonumber(ARGV[2]))
            return 1
            """);
    private static final RedisScript BEGIN = new RedisScript(PARSE + """
            local time = now()
            if not head then
              head = format(ARGV[1], 0, 0)
              redis.call('SET', KEYS[1], head)
              redis.call('DEL', KEYS[2])
            end
            return {(parse(head)), time}
            """);
    private static final RedisScript MEND = new RedisScript(PARSE + """
            if not head or parse(head) ~= ARGV[1] then return false end
            local lifted = lift(KEYS[1], head, tonumber(ARGV[3]), tonumber(ARGV[4]))
            if now() - tonumber(ARGV[2]) < 500 then redis.call('SET', KEYS[2], '1', 'PX', 1000) end
            return lifted
            """);

    private final RedisLink link;
    private RedisSession trusted;

    RedisHeadCache(RedisLink link) {
        this.link = link;
    }

    @Override
    public boolean there() {
        return link.session().isPresent();
    }

    @Override
    public Future<Optional<Head>> look(String wall) {
        RedisSession session = link.session().orElse(null);
        if (session == null) {
            return away();
        }
        if (session != trusted) {
            return Future.succeededFuture(Optional.empty());
        }
        Request both = Request.cmd(Command.MGET).arg(head(wall)).arg(beat(wall));
        return session.send(both)
                .map(found -> found.get(0) == null || found.get(1) == null ? Optional.empty() : parse(found.get(0)));
    }

    @Override
    public Future<Boolean> raise(String wall, Head head) {
        RedisSession session = link.session().orElse(null);
        if (session == null) {
            return away();
        }
        List<String> arguments = List.of(Long.toString(head.last()), Long.toString(head.epoch()));
        return RAISE.run(session, keys(wall), arguments).map(answer -> answer.toInteger() == 1);
    }

    @Override
    public Future<Mend> begin(String wall) {
        RedisSession session = link.session().orElse(null);
        if (session == null) {
            return away();
        }
        List<String> arguments = List.of(UUID.randomUUID().toString());
        return BEGIN.run(session, keys(wall), arguments)
                .map(answer -> new Mend(
                        session, answer.get(0).toString(), answer.get(1).toLong()));
    }

    @Override
    public Future<Optional<Head>> mend(String wall, Mend mend, Head truth) {
        RedisSession session = (RedisSession) mend.session();
        List<String> arguments = List.of(
                mend.birth(), Long.toString(mend.started()), Long.toString(truth.last()), Long.toString(truth.epoch()));
        return MEND.run(session, keys(wall), arguments).map(lifted -> {
            if (lifted == null) {
                return Optional.empty();
            }
            trusted = session;
            return parse(lifted);
        });
    }

    private static Optional<Head> parse(Response head) {
        String[] parts = head.toString().split(":", -1);
        return parts.length == 3
                ? Optional.of(new Head(Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                : Optional.empty();
    }

    private static List<String> keys(String wall) {
        return List.of(head(wall), beat(wall));
    }

    private static String head(String wall) {
        return "{wall:" + wall + "}:head";
    }

    private static String beat(String wall) {
        return "{wall:" + wall + "}:beat";
    }

    private static <T> Future<T> away() {
        return Future.failedFuture(new IllegalStateException("Redis is away"));
    }
}
