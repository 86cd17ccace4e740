package org.postwall.server.outbox;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Tells how far sources are; of finished ones it counts once only. */
final class Reports {
    private static final int REASONS = 20;

    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Troubles troubles;

    Reports(Stores stores) {
        this.catalogue = stores.catalogue();
        this.ledger = stores.ledger();
        this.troubles = stores.troubles();
    }

    /** Those of these that there are. */
    Future<List<Report>> of(Collection<String> sources) {
        return catalogue.entries(sources).compose(this::all);
    }

    /** Those that aren't finished, then the others, each the newest first. */
    Future<List<Report>> newest(int most) {
        return catalogue.newest(most).compose(this::all);
    }

    private Future<List<Report>> all(List<Catalogue.Entry> entries) {
        List<String> uncounted = entries.stream()
                .filter(entry -> entry.kept() == null)
                .map(Catalogue.Entry::id)
                .toList();
        return troubles.all()
                .compose(known -> ledger.counts(uncounted).compose(counts -> {
                    List<Future<Report>> reports = entries.stream()
                            .map(entry -> numbers(entry, counts.getOrDefault(entry.id(), Map.of()))
                                    .map(numbers -> report(entry, numbers, known.get(entry.bot()))))
                            .toList();
                    return Future.all(reports).map(all -> all.<Report>list());
                }));
    }

    private Future<Numbers> numbers(Catalogue.Entry entry, Map<State, Long> counts) {
        if (entry.kept() != null) {
            return Future.succeededFuture(entry.kept());
        }
        boolean troubled = counts.containsKey(State.FAILED)
                || counts.containsKey(State.RETRY)
                || counts.containsKey(State.UNKNOWN);
        Future<List<Reason>> reasons =
                troubled ? ledger.reasons(entry.id(), REASONS) : Future.succeededFuture(List.of());
        return reasons.map(why -> new Numbers(counts, why))
                .compose(numbers -> entry.finished() && numbers.left() == 0
                        ? catalogue.keep(entry, numbers).map(numbers)
                        : Future.succeededFuture(numbers));
    }

    private static Report report(Catalogue.Entry entry, Numbers numbers, String trouble) {
        boolean sending = entry.status() == Status.RUNNING && !entry.finished();
        double rate = sending ? entry.rate() : 0;
        boolean known = rate > 0 && entry.whole();
        return new Report(
                entry.id(),
                entry.at(),
                entry.status(),
                entry.finished() && numbers.left() == 0,
                new HashMap<>(numbers.counts()),
                rate,
                known ? OptionalLong.of((long) Math.ceil(numbers.left() / rate)) : OptionalLong.empty(),
                numbers.reasons(),
                entry.finished() ? null : trouble);
    }
}
