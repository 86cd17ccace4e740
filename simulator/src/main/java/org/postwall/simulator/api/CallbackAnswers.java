package org.postwall.simulator.api;

import java.util.Optional;
import org.postwall.simulator.world.Callback;
import org.postwall.simulator.world.World;

/** Answering taps on inline buttons. */
final class CallbackAnswers {
    private static final int LONGEST = 200;

    private final World world;

    CallbackAnswers(World world) {
        this.world = world;
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
}
