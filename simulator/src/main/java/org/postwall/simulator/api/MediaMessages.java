package org.postwall.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwall.simulator.text.FormattedText;
import org.postwall.simulator.world.Content;
import org.postwall.simulator.world.Draft;
import org.postwall.simulator.world.Media;
import org.postwall.simulator.world.MediaKind;
import org.postwall.simulator.world.Message;

/** Sending media, one or an album of them, and putting another medium into a message. */
final class MediaMessages {
    private static final int SMALLEST_ALBUM = 2;
    private static final int LARGEST_ALBUM = 10;
    private static final Set<MediaKind> ALBUM_KINDS =
            Set.of(MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT, MediaKind.AUDIO);
    private static final Set<MediaKind> UNMIXED = Set.of(MediaKind.DOCUMENT, MediaKind.AUDIO);
    private static final Set<MediaKind> EDITED_KINDS =
            Set.of(MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT, MediaKind.AUDIO, MediaKind.ANIMATION);

    private final Sender sender;
    private final Texts texts;
    private final MediaInputs inputs;
    private final Editing editing;
    private final Markups markups;
    private long lastAlbum = 13_000_000_000_000_000L;

    MediaMessages(Sender sender, Texts texts, MediaInputs inputs, Editing editing, Markups markups) {
        this.sender = sender;
        this.texts = texts;
        this.inputs = inputs;
        this.editing = editing;
        this.markups = markups;
    }

    /** The method that sends media of one kind. */
    Method sending(MediaKind kind) {
        String missing = "there is no " + kind.field().replace('_', ' ') + " in the request";
        return call -> {
            FormattedText caption =
                    kind.takesCaption() ? texts.caption(call.params()) : new FormattedText("", new JsonArray());
            return inputs.read(call, kind, call.params(), kind.field(), missing)
                    .map(media -> sender.send(call, Content.media(media, caption.text(), caption.entities())));
        };
    }

    Future<Object> sendMediaGroup(Call call) {
        JsonArray given = call.params()
                .array("media", "InputMedia")
                .orElseThrow(() -> Refusal.bad("there are no messages to send"));
        if (given.isEmpty()) {
            throw Refusal.bad("there are no messages to send");
        }
        if (given.size() > LARGEST_ALBUM) {
            throw Refusal.bad("too many messages to send as an album");
        }
        if (given.size() < SMALLEST_ALBUM) {
            throw Refusal.bad("an album must include 2-10 items");
        }
        List<Future<Content>> contents = new ArrayList<>();
        given.forEach(item -> contents.add(content(call, item, ALBUM_KINDS, "can't be used in sendMediaGroup")));
        return Future.all(contents).map(all -> album(call, all.list()));
    }

    private JsonArray album(Call call, List<Content> contents) {
        Set<MediaKind> kinds = contents.stream()
                .map(content -> content.media().orElseThrow().kind())
                .collect(Collectors.toSet());
        Set<MediaKind> alone = new HashSet<>(kinds);
        alone.retainAll(UNMIXED);
        if (kinds.size() > 1 && !alone.isEmpty()) {
            throw Refusal.bad(alone.iterator().next().field() + " can't be mixed with other media types");
        }
        String album = Long.toString(++lastAlbum);
        List<Draft> drafts =
                contents.stream().map(content -> Draft.of(content).album(album)).toList();
        List<Message> messages = sender.post(call, drafts);
        return new JsonArray(
                messages.stream().map(message -> message.toJson(call.bot())).toList());
    }

    Future<Object> editMessageMedia(Call call) {
        JsonObject given = call.params()
                .object("media", "input media")
                .orElseThrow(() -> Refusal.bad("input media is not specified"));
        Optional<JsonObject> markup = markups.readInline(call.params());
        Message message = editing.editable(call);
        if (message.content().media().isEmpty()) {
            throw Refusal.bad("there is no media in the message to edit");
        }
        return content(call, given, EDITED_KINDS, "is unsupported")
                .map(content -> editing.edit(call, message, content, markup));
    }

    private Future<Content> content(Call call, Object item, Set<MediaKind> kinds, String unwanted) {
        if (!(item instanceof JsonObject json)) {
            throw Refusal.bad("can't parse InputMedia: expected an Object");
        }
        Map<String, Object> values = new HashMap<>();
        json.forEach(field -> values.put(field.getKey(), field.getValue()));
        Params details = new Params(values, Map.of());
        MediaKind kind = MediaKind.of(details.text("type"))
                .filter(kinds::contains)
                .orElseThrow(
                        () -> Refusal.bad("can't parse InputMedia: type \"" + details.text("type") + "\" " + unwanted));
        FormattedText caption = texts.caption(details);
        Future<Media> media = inputs.read(call, kind, details, "media", "can't parse InputMedia: media not found");
        return media.map(found -> Content.media(found, caption.text(), caption.entities()));
    }
}
