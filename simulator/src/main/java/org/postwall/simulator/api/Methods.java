package org.postwall.simulator.api;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postwall.simulator.limits.Limits;
import org.postwall.simulator.world.World;

/** The table of all Bot API methods. */
public final class Methods {
    private final Map<String, Method> byName = new HashMap<>();
    private final Map<String, String> properNames = new HashMap<>();

    public Methods(Vertx vertx, Clock clock, World world, Limits limits) {
        Targets targets = new Targets(world);
        Texts texts = new Texts();
        Markups markups = new Markups();
        Sender sender = new Sender(world, targets, limits, markups);

        var me = new Me(world);
        add("getMe", Method.now(me::getMe));

        var polling = new Polling();
        add("getUpdates", polling::getUpdates);

        var messages = new TextMessages(sender, texts);
        add("sendMessage", Method.now(messages::sendMessage));

        var editing = new Editing(world, targets, texts, markups);
        add("editMessageText", Method.now(editing::editMessageText));
        add("editMessageReplyMarkup", Method.now(editing::editMessageReplyMarkup));

        var deleting = new Deleting(world, targets, clock);
        add("deleteMessage", Method.now(deleting::deleteMessage));
        add("deleteMessages", Method.now(deleting::deleteMessages));

        var callbacks = new CallbackAnswers(world);
        add("answerCallbackQuery", Method.now(callbacks::answerCallbackQuery));
    }

    private void add(String name, Method method) {
        byName.put(name.toLowerCase(Locale.ROOT), method);
        properNames.put(name.toLowerCase(Locale.ROOT), name);
    }

    Optional<Method> find(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The name as Telegram's documentation writes it; one that it doesn't have stays as it is. */
    public String properName(String name) {
        return properNames.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }
}
