package org.postwall.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.ImageSize;
import org.postwall.simulator.world.Media;
import org.postwall.simulator.world.MediaFacts;
import org.postwall.simulator.world.MediaKind;
import org.postwall.simulator.world.StoredFile;
import org.postwall.simulator.world.World;

/** Media as bots give them: an upload, the file_id of something seen before, or an address. */
final class MediaInputs {
    private static final long LARGEST_PHOTO = 10L << 20;
    private static final long LARGEST_FILE = 50L << 20;
    private static final int WIDEST = 10_000;
    private static final int STEEPEST = 20;
    private static final List<String> FACTS = List.of("width", "height", "duration", "length");
    private static final List<String> NAMES = List.of("title", "performer");

    private final World world;
    private final WebMedia web;

    MediaInputs(World world, WebMedia web) {
        this.world = world;
        this.web = web;
    }

    /**
     * The medium in {@code field}.
     *
     * @param details where width, duration and the like stand: the call's own parameters or an InputMedia object
     * @param missing the complaint if there is none
     */
    Future<Media> read(Call call, MediaKind kind, Params details, String field, String missing) {
        String value = details.text(field);
        String part = value.startsWith("attach://") ? value.substring("attach://".length()) : field;
        boolean attached = value.isEmpty() || value.startsWith("attach://");
        Optional<Upload> upload = attached ? call.params().upload(part) : Optional.empty();
        if (upload.isPresent()) {
            return Future.succeededFuture(uploaded(kind, upload.get(), details));
        }
        if (attached) {
            throw Refusal.bad(missing);
        }
        if (value.contains(".")) {
            return web.fetch(kind, value).map(found -> medium(kind, found, details));
        }
        return Future.succeededFuture(known(call.bot(), kind, value, details));
    }

    private Media uploaded(MediaKind kind, Upload upload, Params details) {
        int size = upload.content().length();
        if (size == 0) {
            throw Refusal.bad("file must be non-empty");
        }
        if (size > LARGEST_FILE) {
            throw Refusal.of(413, "Request Entity Too Large");
        }
        if (kind == MediaKind.PHOTO) {
            checkPhoto(upload.content());
        }
        return medium(kind, upload, details);
    }

    static void checkPhoto(Buffer content) {
        if (content.length() > LARGEST_PHOTO) {
            throw Refusal.bad("file of size " + content.length() + " bytes is too big for a photo; the maximum size is "
                    + LARGEST_PHOTO + " bytes");
        }
        ImageSize size = ImageSize.of(content).orElseThrow(() -> Refusal.bad("IMAGE_PROCESS_FAILED"));
        int longer = Math.max(size.width(), size.height());
        int shorter = Math.min(size.width(), size.height());
        if (longer + shorter > WIDEST || longer > STEEPEST * shorter) {
            throw Refusal.bad("PHOTO_INVALID_DIMENSIONS");
        }
    }

    private Media medium(MediaKind kind, Upload upload, Params details) {
        JsonObject facts = MediaFacts.of(kind, upload.content(), upload.name());
        FACTS.stream()
                .filter(facts::containsKey)
                .forEach(fact -> details.integer(fact).ifPresent(value -> facts.put(fact, value)));
        if (kind == MediaKind.AUDIO) {
            NAMES.stream().filter(details::has).forEach(fact -> facts.put(fact, details.text(fact)));
        }
        StoredFile file = world.files().store(kind, upload.content(), upload.name(), facts);
        return new Media(kind, file, facts, details.flag("has_spoiler"));
    }

    private Media known(Bot bot, MediaKind kind, String id, Params details) {
        StoredFile file = world.files().find(id, bot).orElseThrow(() -> Refusal.bad(complaint(id)));
        boolean documents = file.kind() != MediaKind.PHOTO && kind != MediaKind.PHOTO;
        if (file.kind() != kind && !documents) {
            throw Refusal.bad("can't use file of type " + file.kind().title() + " as " + kind.title());
        }
        // A document sent by its file_id stays what it is, whichever method is used.
        return new Media(file.kind(), file, file.facts(), details.flag("has_spoiler"));
    }

    private static String complaint(String id) {
        try {
            Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException e) {
            return "wrong remote file identifier specified: Wrong padding in the string";
        }
        return "wrong file identifier/HTTP URL specified";
    }
}
