package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.postwall.telegram.Telegram;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** A Telegram that answers at once, or when it is told to. Calls are named by their text and chat. */
final class FakeTelegram implements Telegram {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> sent = new CopyOnWriteArrayList<>();
    volatile boolean slow;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Consumer<Runnable> loop;

    private record Waiting(String name, long chat, Promise<Message> answer) {}

    /** @param loop where it answers when it is told to */
    FakeTelegram(Consumer<Runnable> loop) {
        this.loop = loop;
    }

    @Override
    @SuppressWarnings("unchecked") // sendMessage answers with a message
    public <T extends Serializable> Future<T> call(PartialBotApiMethod<T> method) {
        SendMessage message = (SendMessage) method;
        Waiting call = new Waiting(
                message.getText() + " " + message.getChatId(), Long.parseLong(message.getChatId()), Promise.promise());
        asked.add(call.name());
        if (slow) {
            synchronized (waiting) {
                waiting.add(call);
            }
        } else {
            succeed(call);
        }
        return (Future<T>) call.answer().future();
    }

    void answer(String name, Future<Void> answer) {
        Waiting call;
        synchronized (waiting) {
            call = waiting.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            waiting.remove(call);
        }
        loop.accept(() -> {
            if (answer.succeeded()) {
                succeed(call);
            } else {
                call.answer().fail(answer.cause());
            }
        });
    }

    void answerAll() {
        List<Waiting> all;
        synchronized (waiting) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        loop.accept(() -> all.forEach(this::succeed));
    }

    private void succeed(Waiting call) {
        sent.add(call.name());
        Message message = new Message();
        message.setMessageId((int) (1000 + call.chat()));
        call.answer().complete(message);
    }
}
