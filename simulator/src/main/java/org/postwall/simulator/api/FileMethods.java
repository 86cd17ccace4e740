package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.postwall.simulator.world.StoredFile;
import org.postwall.simulator.world.World;

/** Preparing files for download. */
final class FileMethods {
    private static final long LARGEST = 20L << 20;

    private final World world;

    FileMethods(World world) {
        this.world = world;
    }

    JsonObject getFile(Call call) {
        String id = call.text("file_id");
        if (id.isEmpty()) {
            throw Refusal.bad("file_id not specified");
        }
        StoredFile file = world.files()
                .find(id, call.bot())
                .orElseThrow(() -> Refusal.bad("wrong file_id or the file is temporarily unavailable"));
        if (file.content().length() > LARGEST) {
            throw Refusal.bad("file is too big");
        }
        world.files().open(file, call.bot());
        return file.toJson(call.bot()).put("file_path", file.path());
    }

    JsonObject getUserProfilePhotos(Call call) {
        return new JsonObject().put("total_count", 0).put("photos", new JsonArray());
    }
}
