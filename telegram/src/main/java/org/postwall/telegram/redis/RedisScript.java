package org.postwall.telegram.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A Lua script that Redis runs as one step; sent whole only where Redis doesn't know it yet. */
public final class RedisScript {
    private final String text;
    private final String digest;

    public RedisScript(String text) {
        this.text = text;
        this.digest = sha1(text);
    }

    /**
     * What the script returns.
     *
     * @param keys all keys that it uses, of one hash slot
     */
    public Future<Response> run(RedisSession session, List<String> keys, List<String> arguments) {
        return session.send(request(Command.EVALSHA, digest, keys, arguments))
                .recover(error -> String.valueOf(error.getMessage()).startsWith("NOSCRIPT")
                        ? session.send(request(Command.EVAL, text, keys, arguments))
                        : Future.failedFuture(error));
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static String sha1(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
