package org.postwall.server.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;

/** A producer whose audience is chats 1 to many, unless a source has one of its own. */
final class People implements Producer {
    volatile long many;
    final Map<String, List<Long>> audiences = new ConcurrentHashMap<>();
    /** Who isn't to get what is read now. */
    volatile Set<Long> absent = Set.of();
    /** What the producer has stored, by order. */
    final List<Source> stored = new CopyOnWriteArrayList<>();
    /** Called in each round. */
    volatile Function<Handout, Future<Void>> handing = handout -> Future.succeededFuture();

    final List<Long> unreachable = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile int largest;
    /** Audiences above this chat are answered when {@link #held} is done. */
    volatile long holdAbove = Long.MIN_VALUE;

    volatile Promise<Void> held = Promise.promise();

    People(long many) {
        this.many = many;
        held.complete();
    }

    @Override
    public String kind() {
        return "news";
    }

    @Override
    public Future<List<Long>> audience(Source source, long after, int most) {
        List<Long> all = audiences.get(source.id());
        List<Long> chats = (all == null
                        ? LongStream.rangeClosed(1, many)
                        : all.stream().mapToLong(Long::longValue))
                .filter(chat -> chat > after && !absent.contains(chat))
                .limit(most)
                .boxed()
                .toList();
        largest = Math.max(largest, chats.size());
        asked.incrementAndGet();
        return after >= holdAbove ? held.future().map(chats) : Future.succeededFuture(chats);
    }

    @Override
    public Content content(JsonObject content) {
        return FakeTelegram.text(Objects.requireNonNull(content.getString("text"), "no text"));
    }

    @Override
    public Future<List<Source>> after(String bot, long order) {
        List<Source> above = new ArrayList<>(stored);
        above.removeIf(source -> source.order() <= order);
        return Future.succeededFuture(above);
    }

    /** In the next round this chat gets these, once. */
    void handOutOnce(long chat, List<String> sources) {
        AtomicBoolean given = new AtomicBoolean();
        handing = handout -> given.getAndSet(true)
                ? Future.succeededFuture()
                : handout.give(chat, sources).mapEmpty();
    }

    @Override
    public Future<Void> handOut(Handout handout) {
        return handing.apply(handout);
    }

    @Override
    public Future<Void> unreachable(long chat) {
        unreachable.add(chat);
        return Future.succeededFuture();
    }
}
