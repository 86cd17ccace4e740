package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.postwall.telegram.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;

/**
 * Brings messages that chats have to what they should be: edited, or deleted. One source after the other, on one event
 * loop. What Telegram refuses is noted and left; what got no answer is tried again in the next round, since both may
 * happen twice without harm. An edit whose content can't be read waits for the next round too, and keeps no other source
 * waiting.
 */
final class Amender {
    private static final Logger LOG = LoggerFactory.getLogger(Amender.class);
    private static final int BATCH = 60;
    /** What a delivery carries instead of a content's revision when it was tried to delete it. */
    private static final int DELETED = -1;

    private final Line line;
    private final Corrections corrections;
    private final Map<String, Producer> producers;
    private final OutboxMetrics metrics;
    /** As they were seen last: an edit that another edit or a recall overtook goes no further. */
    private Map<String, Open> seen = Map.of();

    /** The sources of which it was said that their edit can't be read. */
    private final Set<String> told = new HashSet<>();

    private boolean working;
    private boolean ended;

    /** Does nothing before {@link #go}. */
    Amender(Line line, Corrections corrections, Map<String, Producer> producers, OutboxMetrics metrics) {
        this.line = line;
        this.corrections = corrections;
        this.producers = producers;
        this.metrics = metrics;
    }

    /** Whether there may be something to amend in a source. */
    static boolean concerns(Open open) {
        return open.status() == Status.RECALLED || (open.revision() > 0 && open.status() != Status.CANCELLED);
    }

    /** Whether nothing is left to amend in a source that {@link #concerns}. */
    Future<Boolean> isDone(Open open) {
        return corrections.outdated(open.source().id(), revision(open), 1).map(List::isEmpty);
    }

    /** Another round over these, unless the last one still goes on. */
    void go(List<Open> open) {
        seen = open.stream().collect(Collectors.toMap(one -> one.source().id(), one -> one));
        if (working || ended) {
            return;
        }
        working = true;
        Future<Void> round = Future.succeededFuture();
        for (Open one : open) {
            if (concerns(one) && producers.containsKey(one.source().kind())) {
                round = round.compose(done -> amend(one.source().id()));
            }
        }
        round.onComplete(done -> {
            working = false;
            if (done.failed()) {
                LOG.warn("messages can't be amended now: {}", done.cause().toString());
            }
        });
    }

    /** Begins nothing more. */
    void end() {
        ended = true;
    }

    private Future<Void> amend(String source) {
        Open open = seen.get(source);
        if (open == null || !concerns(open)) {
            return Future.succeededFuture();
        }
        return corrections.outdated(source, revision(open), BATCH).compose(copies -> {
            if (copies.isEmpty() || ended || line.trouble() != null) {
                return Future.succeededFuture();
            }
            Content content = content(open.source());
            if (content instanceof Unreadable broken && open.status() != Status.RECALLED) {
                if (told.add(source)) {
                    LOG.warn("{} can't be edited now: {}", source, broken.why().toString());
                }
                return Future.succeededFuture();
            }
            told.remove(source);
            return Future.all(copies.stream()
                            .map(copy -> amend(open, content, copy)
                                    .onSuccess(corrected -> metrics.amended(open.status(), corrected)))
                            .toList())
                    .map(all -> all.<Corrected>list().stream()
                            .filter(Objects::nonNull)
                            .toList())
                    .compose(done -> done.isEmpty()
                            ? Future.succeededFuture()
                            : corrections.corrected(source, done).compose(noted -> amend(source)));
        });
    }

    private Content content(Source source) {
        return Unreadable.unless(producers.get(source.kind()), source);
    }

    private static int revision(Open open) {
        return open.status() == Status.RECALLED ? DELETED : open.revision();
    }

    /** Null where there was no answer. */
    private Future<Corrected> amend(Open open, Content content, Copy copy) {
        boolean delete = open.status() == Status.RECALLED;
        State done = delete ? State.RECALLED : State.SENT;
        int revision = revision(open);
        Future<Void> call = delete ? delete(copy) : content.edit(line, copy.chat(), copy.message());
        return call.map(new Corrected(copy.chat(), done, revision, null)).recover(failure -> {
            if (!(failure instanceof Refused refused) || refused.unknownToken()) {
                return Future.succeededFuture();
            }
            if (refused.notModified() || (delete && refused.nothingToDelete())) {
                return Future.succeededFuture(new Corrected(copy.chat(), done, revision, null));
            }
            String why = (delete ? "can't be deleted: " : "can't be edited: ") + refused.code() + " "
                    + refused.description();
            return Future.succeededFuture(new Corrected(copy.chat(), State.SENT, revision, why));
        });
    }

    private Future<Void> delete(Copy copy) {
        return line.call(DeleteMessage.builder()
                        .chatId(copy.chat())
                        .messageId(copy.message())
                        .build())
                .mapEmpty();
    }
}
