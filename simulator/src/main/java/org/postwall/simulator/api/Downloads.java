package org.postwall.simulator.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwall.simulator.world.FileType;
import org.postwall.simulator.world.StoredFile;
import org.postwall.simulator.world.World;

/** {@code /file/bot<token>/<file_path>}: the bytes of what getFile prepared, for the bot that asked. */
public final class Downloads {
    private static final Pattern PATH = Pattern.compile("/file/bot([^/]+)/(.+)");

    private final World world;

    public Downloads(World world) {
        this.world = world;
    }

    public void handle(HttpServerRequest request) {
        Matcher path =
                PATH.matcher(QueryStringDecoder.decodeComponent(request.path().replace("+", "%2B")));
        Optional<StoredFile> file = path.matches()
                ? world.bots().enter(path.group(1)).flatMap(bot -> world.files().byPath(path.group(2), bot))
                : Optional.empty();
        if (file.isEmpty()) {
            request.response()
                    .setStatusCode(404)
                    .putHeader("content-type", "application/json")
                    .end(Refusal.notFound().toJson().toBuffer());
            return;
        }
        request.response()
                .putHeader("content-type", FileType.of(file.get().path()).orElse("application/octet-stream"))
                .end(file.get().content());
    }
}
