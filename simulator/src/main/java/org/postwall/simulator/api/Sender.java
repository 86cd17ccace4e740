package org.postwall.simulator.api;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.postwall.simulator.limits.Limits;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.Content;
import org.postwall.simulator.world.Draft;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.MediaKind;
import org.postwall.simulator.world.Member;
import org.postwall.simulator.world.Message;
import org.postwall.simulator.world.World;

/** The one gate through which new messages of bots pass: access, rights, replies, flood limits, then the chat. */
final class Sender {
    private final World world;
    private final Targets targets;
    private final Limits limits;
    private final Markups markups;

    Sender(World world, Targets targets, Limits limits, Markups markups) {
        this.world = world;
        this.targets = targets;
        this.limits = limits;
        this.markups = markups;
    }

    /** Sends one message with the call's keyboard and reply, and gives it as JSON. */
    JsonObject send(Call call, Content content) {
        return post(call, Draft.of(content)).toJson(call.bot());
    }

    /** Posts one message with the call's keyboard and reply. */
    Message post(Call call, Draft draft) {
        Optional<JsonObject> markup = markups.read(call.params());
        return post(call, List.of(draft.markup(markup))).get(0);
    }

    /** Posts messages that belong together; either all go or none. */
    List<Message> post(Call call, List<Draft> drafts) {
        Chat chat = targets.chat(call, Access.WRITE);
        OptionalInt reply = reply(call, chat);
        drafts.forEach(draft -> checkRights(call.bot(), chat, draft.content()));
        Targets.checkReachable(chat);
        int wait = limits.admit(call.bot(), chat, drafts.size());
        if (wait > 0) {
            throw Refusal.flood(wait);
        }
        boolean isProtected = call.params().flag("protect_content");
        List<Message> messages = new ArrayList<>();
        for (Draft draft : drafts) {
            Draft complete = draft.replyTo(reply).protect(isProtected);
            messages.add(world.timeline().post(chat, call.bot(), complete).message());
        }
        return messages;
    }

    private OptionalInt reply(Call call, Chat chat) {
        Params params = call.params();
        Optional<JsonObject> given = params.object("reply_parameters", "reply parameters");
        int id;
        boolean lenient;
        if (given.isPresent() && !given.get().isEmpty()) {
            if (!(given.get().getValue("message_id") instanceof Number number)) {
                throw Refusal.bad("can't find field \"message_id\"");
            }
            id = number.intValue();
            lenient = given.get().getValue("allow_sending_without_reply") == Boolean.TRUE;
            Object other = given.get().getValue("chat_id");
            if (other != null && !other.toString().equals(call.text("chat_id"))) {
                Chat elsewhere = targets.chat(call.bot(), other.toString(), Access.READ);
                if (elsewhere != chat) {
                    checkAnswered(elsewhere, id, call.bot(), lenient);
                    return OptionalInt.empty();
                }
            }
        } else {
            id = params.integer("reply_to_message_id").orElse(0);
            lenient = params.flag("allow_sending_without_reply");
        }
        return id > 0 && checkAnswered(chat, id, call.bot(), lenient) ? OptionalInt.of(id) : OptionalInt.empty();
    }

    private boolean checkAnswered(Chat chat, int id, Bot bot, boolean lenient) {
        boolean found = targets.find(chat, id, bot).isPresent();
        if (!found && !lenient) {
            throw Refusal.bad("message to be replied not found");
        }
        return found;
    }

    private static void checkRights(Bot bot, Chat chat, Content content) {
        if (!(chat instanceof GroupChat group)) {
            return;
        }
        Member me = group.member(bot);
        if (group.isChannel()) {
            if (!me.mayAdminister("can_post_messages")) {
                throw Refusal.bad("need administrator rights in the channel chat");
            }
        } else if (!me.may(permission(content))) {
            throw Refusal.bad("not enough rights to send " + plural(content) + " to the chat");
        }
    }

    private static String permission(Content content) {
        return content.media()
                .map(media -> switch (media.kind()) {
                    case PHOTO -> "can_send_photos";
                    case VIDEO -> "can_send_videos";
                    case ANIMATION, STICKER -> "can_send_other_messages";
                    case DOCUMENT -> "can_send_documents";
                    case AUDIO -> "can_send_audios";
                    case VOICE -> "can_send_voice_notes";
                    case VIDEO_NOTE -> "can_send_video_notes";
                })
                .orElse(content.other().containsKey("poll") ? "can_send_polls" : "can_send_messages");
    }

    private static String plural(Content content) {
        return content.media()
                .map(media -> media.kind() == MediaKind.AUDIO
                        ? "music"
                        : media.kind().field().replace('_', ' ') + "s")
                .orElse(content.other().containsKey("poll") ? "polls" : "text messages");
    }
}
