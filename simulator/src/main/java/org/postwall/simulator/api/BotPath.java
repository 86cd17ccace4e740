package org.postwall.simulator.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwall.simulator.world.Bots;

/**
 * The token in a request's path and what follows it.
 *
 * @param rest a method's name, or a file's path
 */
record BotPath(String token, String rest) {
    private static final Pattern PATH = Pattern.compile("(?:/file)?/bot([^/]*)/(.*?)/?");

    /** Nothing if there is no token of the right form. */
    static Optional<BotPath> of(HttpServerRequest request) {
        try {
            // A plus is a plus in a path; only in a query it is a space.
            Matcher path = PATH.matcher(
                    QueryStringDecoder.decodeComponent(request.path().replace("+", "%2B")));
            return path.matches() && Bots.isToken(path.group(1))
                    ? Optional.of(new BotPath(path.group(1), path.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
