package org.postwall.simulator.api;

import java.util.Optional;
import java.util.Set;
import org.postwall.simulator.world.Callback;
import org.postwall.simulator.world.Change;
import org.postwall.simulator.world.Chat;
import org.postwall.simulator.world.GroupChat;
import org.postwall.simulator.world.World;

/** Small signs that a bot gives without a message: answers to taps, "typing", reactions. */
final class Signs {
    private static final int LONGEST = 200;
    private static final Set<String> ACTIONS = Set.of(
            "typing",
            "upload_photo",
            "record_video",
            "upload_video",
            "record_voice",
            "upload_voice",
            "record_audio",
            "upload_audio",
            "upload_document",
            "choose_sticker",
            "pick_up_location",
            "find_location",
            "record_video_note",
            "upload_video_note",
            "cancel");

    private final World world;
    private final Targets targets;

    Signs(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
    }

    boolean answerCallbackQuery(Call call) {
        String text = call.text("text");
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw Refusal.bad("MESSAGE_TOO_LONG");
        }
        Callback callback = world.callbacks()
                .answerable(call.text("callback_query_id"), call.bot())
                .orElseThrow(() -> Refusal.bad("query is too old and response timeout expired or query ID is invalid"));
        world.callbacks()
                .answer(
                        callback,
                        Optional.of(text).filter(shown -> !shown.isEmpty()),
                        call.params().flag("show_alert"),
                        Optional.of(call.text("url")).filter(url -> !url.isEmpty()));
        return true;
    }

    boolean sendChatAction(Call call) {
        String action = call.text("action");
        if (!ACTIONS.contains(action)) {
            throw Refusal.bad("wrong parameter action in request");
        }
        Chat chat = targets.chat(call, Access.WRITE);
        Targets.checkReachable(chat);
        if (chat instanceof GroupChat group) {
            boolean allowed = group.isChannel()
                    ? group.member(call.bot()).mayAdminister("can_post_messages")
                    : group.member(call.bot()).may("can_send_messages");
            if (!allowed) {
                throw Refusal.bad("have no write access to the chat");
            }
        }
        world.changes().tell(new Change.ChatAction(chat, call.bot(), action));
        return true;
    }

    boolean setMessageReaction(Call call) {
        Chat chat = targets.chat(call, Access.WRITE);
        targets.message(chat, call, "message_id", "message to react");
        call.params().array("reaction", "ReactionType");
        return true;
    }
}
