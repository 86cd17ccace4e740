package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** Somebody who is told to send and sends nothing: what is known of that, tests say. */
final class FakeDispatch implements Dispatch, Mailbox {
    final AtomicInteger announced = new AtomicInteger();
    final Map<Long, Progress> progress = new ConcurrentHashMap<>();
    final List<Recipient> recipients = new ArrayList<>();
    final ConcurrentLinkedQueue<String> orders = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Long> stopped = new ConcurrentLinkedQueue<>();
    final Set<Long> had = ConcurrentHashMap.newKeySet();
    volatile long settled;
    volatile boolean possible = true;
    /** What edits and pieces of recipients after the first fail with. */
    volatile Throwable trouble;
    /** So many chats, 1 and up, have every message. */
    volatile long crowd;

    @Override
    public Future<Void> announced() {
        announced.incrementAndGet();
        return Future.succeededFuture();
    }

    @Override
    public Future<Map<Long, Progress>> progress(Collection<Long> messages) {
        Map<Long, Progress> found = new HashMap<>(progress);
        found.keySet().retainAll(messages);
        return Future.succeededFuture(found);
    }

    @Override
    public Future<List<Recipient>> recipients(long message, Optional<String> state, long after, int most) {
        if (trouble != null && after > Long.MIN_VALUE) {
            return Future.failedFuture(trouble);
        }
        if (crowd > 0) {
            return Future.succeededFuture(LongStream.rangeClosed(Math.max(after, 0) + 1, crowd)
                    .limit(most)
                    .mapToObj(chat -> new Recipient(chat, "sent", 1, OptionalInt.of(7), Optional.empty()))
                    .toList());
        }
        return Future.succeededFuture(recipients.stream()
                .filter(one -> one.chat() > after && state.orElse(one.state()).equals(one.state()))
                .limit(most)
                .toList());
    }

    @Override
    public Future<Boolean> order(long message, Order order) {
        orders.add(order.text() + " " + message);
        return Future.succeededFuture(possible);
    }

    @Override
    public Future<Boolean> edit(long message, Content content) {
        orders.add("edit " + message + " " + content.text());
        return trouble == null ? Future.succeededFuture(possible) : Future.failedFuture(trouble);
    }

    @Override
    public Future<Long> settled() {
        return Future.succeededFuture(settled);
    }

    @Override
    public Future<Set<Long>> had(long chat, Collection<Long> messages) {
        Set<Long> found = new HashSet<>(had);
        found.retainAll(messages);
        return Future.succeededFuture(found);
    }

    @Override
    public Future<Void> stop(long chat) {
        stopped.add(chat);
        return Future.succeededFuture();
    }

    @Override
    public void wake() {
        // Nobody sleeps here.
    }
}
