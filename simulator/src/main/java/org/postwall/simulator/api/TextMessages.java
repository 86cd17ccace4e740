package org.postwall.simulator.api;

import io.vertx.core.json.JsonObject;
import org.postwall.simulator.text.FormattedText;
import org.postwall.simulator.world.Content;

/** Sending texts. */
final class TextMessages {
    private final Sender sender;
    private final Texts texts;

    TextMessages(Sender sender, Texts texts) {
        this.sender = sender;
        this.texts = texts;
    }

    JsonObject sendMessage(Call call) {
        FormattedText text = texts.message(call.params());
        return sender.send(call, Content.text(text.text(), text.entities()));
    }
}
