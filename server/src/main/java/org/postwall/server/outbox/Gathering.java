package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.time.Clock;

/** Takes over sources that their producer has and the outbox hasn't. */
final class Gathering {
    private final SourceStore sources;
    private final Clock clock;

    Gathering(SourceStore sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** In their order, so that all below the highest are always there, whoever else gathers at the same time. */
    Future<Void> gather(String bot, Producer producer) {
        return sources.last(bot, producer.kind())
                .compose(last -> producer.after(bot, last))
                .compose(found -> {
                    Future<Void> all = Future.succeededFuture();
                    for (Source source : found) {
                        all = all.compose(
                                done -> sources.add(source, clock.instant().toString()));
                    }
                    return all;
                });
    }
}
