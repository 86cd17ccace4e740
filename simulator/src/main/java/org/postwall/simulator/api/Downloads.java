package org.postwall.simulator.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.postwall.simulator.world.FileType;
import org.postwall.simulator.world.StoredFile;
import org.postwall.simulator.world.World;

/** {@code /file/bot<token>/<file_path>}: the bytes of what getFile prepared, for the bot that asked. */
public final class Downloads {
    private final World world;

    public Downloads(World world) {
        this.world = world;
    }

    public void handle(HttpServerRequest request) {
        Optional<StoredFile> file = BotPath.of(request)
                .flatMap(path -> world.bots()
                        .enter(path.token())
                        .flatMap(bot -> world.files().byPath(path.rest(), bot)));
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
