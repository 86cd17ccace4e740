package org.postwall.telegram.flood;

import io.vertx.core.Future;
import java.io.Serializable;
import org.postwall.telegram.Call;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/** What stands behind a flood gate and really sends; {@link org.postwall.telegram.BotApi} is one. */
public interface Sender {
    /** Makes a call that can be sent any number of times. */
    <T extends Serializable> Future<Call<T>> prepare(PartialBotApiMethod<T> method);

    /** Sends a call once. */
    <T> Future<T> send(Call<T> call);
}
