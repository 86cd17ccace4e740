package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.postwall.telegram.Telegram;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** A Telegram that answers at once, or when it is told to. Calls are named by their text and chat. */
final class FakeTelegram implements Telegram {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> sent = new CopyOnWriteArrayList<>();
    volatile boolean slow;
    /** What goes wrong with a call of this name; null where it doesn't. */
    volatile Function<String, Throwable> failing = name -> null;

    /** Nobody hears its answers any more. */
    volatile boolean dead;

    private final List<Waiting> waiting = new ArrayList<>();
    private final Consumer<Runnable> loop;

    private record Waiting(String name, long chat, Promise<Serializable> answer) {}

    /** @param loop where it answers when it is told to */
    FakeTelegram(Consumer<Runnable> loop) {
        this.loop = loop;
    }

    @Override
    @SuppressWarnings("unchecked") // each method is answered with what it promises
    public <T extends Serializable> Future<T> call(PartialBotApiMethod<T> method) {
        Waiting call = waiting(method);
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

    private static Waiting waiting(PartialBotApiMethod<?> method) {
        if (method instanceof SendMessage message) {
            return waiting(message.getText(), message.getChatId());
        }
        if (method instanceof EditMessageText edit) {
            return waiting("edit " + edit.getMessageId() + " " + edit.getText(), edit.getChatId());
        }
        DeleteMessage delete = (DeleteMessage) method;
        return waiting("delete " + delete.getMessageId(), delete.getChatId());
    }

    private static Waiting waiting(String what, String chat) {
        return new Waiting(what + " " + chat, Long.parseLong(chat), Promise.promise());
    }

    /** A content that is a text. */
    static Content text(String text) {
        return new Content() {
            @Override
            public Future<Integer> send(Telegram telegram, long chat) {
                return telegram.call(
                                SendMessage.builder().chatId(chat).text(text).build())
                        .map(Message::getMessageId);
            }

            @Override
            public Future<Void> edit(Telegram telegram, long chat, int message) {
                return telegram.call(EditMessageText.builder()
                                .chatId(chat)
                                .messageId(message)
                                .text(text)
                                .build())
                        .mapEmpty();
            }
        };
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

    /** The calls of one kind, as {@code "delete "}. */
    List<String> asked(String beginning) {
        return asked.stream().filter(call -> call.startsWith(beginning)).toList();
    }

    /** What was last seen in a chat. */
    String shown(long chat) {
        return sent.stream()
                .filter(call -> call.endsWith(" " + chat))
                .reduce("", (before, last) -> last)
                .replaceFirst("^edit \\d+ ", "");
    }

    private void succeed(Waiting call) {
        Throwable failure = failing.apply(call.name());
        if (dead) {
            return;
        }
        if (failure != null) {
            call.answer().fail(failure);
            return;
        }
        sent.add(call.name());
        Message message = new Message();
        message.setMessageId((int) (1000 + call.chat()));
        Serializable result = call.name().startsWith("delete ") ? (Serializable) true : message;
        call.answer().complete(result);
    }
}
