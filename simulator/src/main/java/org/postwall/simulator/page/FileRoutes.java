package org.postwall.simulator.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.StoredFile;
import org.postwall.simulator.world.World;

/** The bytes of media in messages. Only pictures, sound and film are shown; whatever else it may be is a download. */
final class FileRoutes {
    private final World world;
    private final Places places;

    FileRoutes(World world, Places places) {
        this.world = world;
        this.places = places;
    }

    void send(RoutingContext context) {
        Asked asked = Asked.inQuery(context);
        Bot bot = places.bot(asked.text("bot"));
        StoredFile file = world.files()
                .find(asked.text("id"), bot)
                .orElseThrow(() -> new Impossible(404, "the file is not there any more"));
        String type = type(file.content());
        context.response()
                .putHeader("content-type", type)
                .putHeader("cache-control", "private, max-age=3600")
                .putHeader("content-disposition", type.startsWith("application/") ? "attachment" : "inline")
                .end(file.content());
    }

    /** The type by the first bytes: what a sender says of a file is not to be trusted with a browser. */
    private static String type(Buffer bytes) {
        String head = bytes.slice(0, Math.min(16, bytes.length())).toString(StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("\u0089PNG")) {
            return "image/png";
        }
        if (head.startsWith("GIF8")) {
            return "image/gif";
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        if (head.startsWith("RIFF") && head.startsWith("WAVE", 8)) {
            return "audio/wav";
        }
        if (head.startsWith("ftyp", 4)) {
            return head.startsWith("M4A", 8) ? "audio/mp4" : "video/mp4";
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return "video/webm";
        }
        if (head.startsWith("OggS")) {
            return "audio/ogg";
        }
        if (head.startsWith("ID3") || head.startsWith("\u00ff\u00fb")) {
            return "audio/mpeg";
        }
        return "application/octet-stream";
    }
}
