package org.postwall.server;

import static org.postwall.server.BroadcastProducer.BOT;
import static org.postwall.server.BroadcastProducer.KIND;
import static org.postwall.server.BroadcastProducer.source;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postwall.server.broadcast.Content;
import org.postwall.server.broadcast.Dispatch;
import org.postwall.server.broadcast.Mailbox;
import org.postwall.server.broadcast.Order;
import org.postwall.server.broadcast.Progress;
import org.postwall.server.broadcast.Recipient;
import org.postwall.server.outbox.Delivery;
import org.postwall.server.outbox.Outbox;
import org.postwall.server.outbox.Report;
import org.postwall.server.outbox.State;

/** The outbox as broadcasting asks for it. */
final class BroadcastDispatch implements Dispatch, Mailbox {
    private final Outbox outbox;

    BroadcastDispatch(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Future<Void> announced() {
        return outbox.gather(BOT, KIND);
    }

    @Override
    public Future<Map<Long, Progress>> progress(Collection<Long> messages) {
        return outbox.reports(BroadcastProducer.sources(List.copyOf(messages)))
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                report -> BroadcastProducer.message(report.id()), BroadcastDispatch::progress)));
    }

    private static Progress progress(Report report) {
        Map<String, Long> counts = new TreeMap<>();
        report.counts().forEach((state, many) -> counts.put(state.text(), many));
        Map<String, Long> errors = new LinkedHashMap<>();
        report.reasons().forEach(one -> errors.put(one.reason(), one.count()));
        return new Progress(
                report.status().text(),
                report.finished(),
                report.total(),
                counts,
                report.rate(),
                report.secondsLeft(),
                errors,
                Optional.ofNullable(report.trouble()));
    }

    @Override
    public Future<List<Recipient>> recipients(long message, Optional<String> state, long after, int most) {
        return outbox.deliveries(source(message), state.map(State::of), after, most)
                .map(found -> found.stream().map(BroadcastDispatch::recipient).toList());
    }

    private static Recipient recipient(Delivery one) {
        OptionalInt message = one.messageId() == null ? OptionalInt.empty() : OptionalInt.of(one.messageId());
        return new Recipient(
                one.chat(), one.state().text(), one.attempts(), message, Optional.ofNullable(one.reason()));
    }

    @Override
    public Future<Boolean> order(long message, Order order) {
        String source = source(message);
        return switch (order) {
            case PAUSE -> outbox.pause(source);
            case RESUME -> outbox.resume(source);
            case CANCEL -> outbox.cancel(source);
            case RECALL -> outbox.recall(source);
            case RETRY -> outbox.retry(source);
        };
    }

    @Override
    public Future<Boolean> edit(long message, Content content) {
        return outbox.edit(source(message), content.json());
    }

    @Override
    public Future<Long> settled() {
        return outbox.settled(BOT, KIND);
    }

    @Override
    public Future<Set<Long>> had(long chat, Collection<Long> messages) {
        return messages.isEmpty()
                ? Future.succeededFuture(Set.of())
                : outbox.standing(BroadcastProducer.sources(List.copyOf(messages)), chat)
                        .map(found -> found.keySet().stream()
                                .map(BroadcastProducer::message)
                                .collect(Collectors.toSet()));
    }

    @Override
    public Future<Void> stop(long chat) {
        return outbox.stop(BOT, chat);
    }

    @Override
    public void wake() {
        outbox.wake();
    }
}
