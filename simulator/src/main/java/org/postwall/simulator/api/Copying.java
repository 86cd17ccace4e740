package org.postwall.simulator.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postwall.simulator.text.FormattedText;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.Content;
import org.postwall.simulator.world.Draft;
import org.postwall.simulator.world.Message;

/** Sending messages that exist already: a copy tells nothing of where it comes from, a forward does. */
final class Copying {
    private static final int MOST = 100;

    private final Sender sender;
    private final Targets targets;
    private final Texts texts;

    Copying(Sender sender, Targets targets, Texts texts) {
        this.sender = sender;
        this.targets = targets;
        this.texts = texts;
    }

    JsonObject copyMessage(Call call) {
        Optional<FormattedText> caption =
                call.params().has("caption") ? Optional.of(texts.caption(call.params())) : Optional.empty();
        Message source = source(call, "message to copy");
        if (source.draft().isProtected() || source.content().other().containsKey("poll")) {
            throw Refusal.bad("message can't be copied");
        }
        Content content = source.content();
        boolean captioned =
                content.media().filter(media -> media.kind().takesCaption()).isPresent();
        if (captioned && caption.isPresent()) {
            content = content.withText(caption.get().text(), caption.get().entities());
        }
        return id(sender.post(call, Draft.of(content)));
    }

    JsonObject forwardMessage(Call call) {
        Message source = source(call, "message to forward");
        if (source.draft().isProtected()) {
            throw Refusal.bad("message can't be forwarded");
        }
        return sender.post(call, forward(source)).toJson(call.bot());
    }

    JsonArray copyMessages(Call call) {
        boolean bare = call.params().flag("remove_caption");
        List<Draft> drafts = new ArrayList<>();
        for (Message source : sources(call, "messages to copy")) {
            boolean drop = bare && source.content().media().isPresent();
            Content content = drop ? source.content().withText("", new JsonArray()) : source.content();
            drafts.add(album(Draft.of(content), source));
        }
        return ids(call, drafts);
    }

    JsonArray forwardMessages(Call call) {
        List<Draft> drafts = new ArrayList<>();
        for (Message source : sources(call, "messages to forward")) {
            drafts.add(album(forward(source), source));
        }
        return ids(call, drafts);
    }

    private Message source(Call call, String what) {
        Chat from = targets.chat(call.bot(), call.text("from_chat_id"), Access.READ);
        return targets.message(from, call, "message_id", what);
    }

    /** Those that exist and may be taken elsewhere; the others are passed over. */
    private List<Message> sources(Call call, String what) {
        JsonArray ids = MessageIds.read(call.params(), "message_ids", MOST);
        Chat from = targets.chat(call.bot(), call.text("from_chat_id"), Access.READ);
        List<Message> found = new ArrayList<>();
        for (Object id : ids) {
            targets.find(from, (Integer) id, call.bot())
                    .filter(message -> !message.draft().isProtected())
                    .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            throw Refusal.bad(what + " not found");
        }
        return found;
    }

    private static Draft album(Draft draft, Message source) {
        return source.draft().album().map(draft::album).orElse(draft);
    }

    private static Draft forward(Message source) {
        return Draft.of(source.content()).origin(source.draft().origin().orElseGet(() -> origin(source)));
    }

    private static JsonObject origin(Message source) {
        JsonObject origin = new JsonObject();
        if (source.chat().isChannel()) {
            origin.put("type", "channel").put("chat", source.chat().toJson()).put("message_id", source.id());
        } else {
            origin.put("type", "user").put("sender_user", source.author().toJson());
        }
        return origin.put("date", source.date().getEpochSecond());
    }

    private JsonArray ids(Call call, List<Draft> drafts) {
        return new JsonArray(sender.post(call, drafts).stream().map(Copying::id).toList());
    }

    private static JsonObject id(Message message) {
        return new JsonObject().put("message_id", message.id());
    }
}
