package org.postwall.simulator.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The order that Telegram brings entities into: no two intersect unless one holds the other.
 *
 * <p>Of whole ones that intersect, the first and longest stays; styles of one kind are merged and then cut wherever another entity
 * begins or ends.
 */
final class Arrangement {
    private final List<Entity> quotes;
    private final List<Entity> whole;
    private final TreeSet<Integer> cuts = new TreeSet<>();

    private Arrangement(List<Entity> given, List<Entity> found) {
        quotes = apart(given, Kind.Nests.QUOTE);
        whole = apart(given, Kind.Nests.WHOLE, Kind.Nests.VERBATIM);
        whole.removeIf(this::crossesQuote);
        List<Entity> own = List.copyOf(whole);
        for (Entity entity : apart(found, Kind.Nests.WHOLE)) {
            if (!crossesQuote(entity) && own.stream().noneMatch(entity::intersects)) {
                whole.add(entity);
            }
        }
    }

    /**
     * Arranges entities of one text.
     *
     * @param given by the author
     * @param found in the text; they give way to the author's
     */
    static List<Entity> of(List<Entity> given, List<Entity> found) {
        return new Arrangement(given, found).withStyles(given);
    }

    private static List<Entity> apart(List<Entity> entities, Kind.Nests... nests) {
        List<Entity> kept = new ArrayList<>();
        List<Kind.Nests> wanted = List.of(nests);
        int end = 0;
        for (Entity entity : entities.stream().sorted().toList()) {
            if (wanted.contains(entity.kind().nests) && entity.offset() >= end) {
                kept.add(entity);
                end = entity.end();
            }
        }
        return kept;
    }

    private boolean crossesQuote(Entity entity) {
        return quotes.stream().anyMatch(quote -> entity.intersects(quote) && !entity.within(quote));
    }

    private List<Entity> withStyles(List<Entity> given) {
        List<Entity> arranged = new ArrayList<>(quotes);
        arranged.addAll(whole);
        for (Entity entity : arranged) {
            cuts.add(entity.offset());
            cuts.add(entity.end());
        }
        List<Entity> runs = runs(given);
        runs.forEach(run -> cuts.add(run.offset()));
        runs.forEach(run -> cut(run, arranged));
        arranged.sort(null);
        return arranged;
    }

    /** Styles of one kind that overlap or touch, made one. */
    private static List<Entity> runs(List<Entity> given) {
        Map<Kind, Entity> last = new EnumMap<>(Kind.class);
        List<Entity> runs = new ArrayList<>();
        for (Entity entity : given.stream().sorted().toList()) {
            if (entity.kind().nests == Kind.Nests.SPLIT) {
                Entity before = last.get(entity.kind());
                if (before != null && entity.offset() <= before.end()) {
                    last.put(entity.kind(), before.at(before.offset(), Math.max(before.end(), entity.end())));
                } else {
                    if (before != null) {
                        runs.add(before);
                    }
                    last.put(entity.kind(), entity);
                }
            }
        }
        runs.addAll(last.values());
        return runs;
    }

    private void cut(Entity run, List<Entity> arranged) {
        int from = run.offset();
        while (from < run.end()) {
            Integer next = cuts.higher(from);
            int to = next == null ? run.end() : Math.min(next, run.end());
            Entity piece = run.at(from, to);
            if (whole.stream().noneMatch(other -> other.kind().nests == Kind.Nests.VERBATIM && piece.within(other))) {
                arranged.add(piece);
            }
            from = to;
        }
    }
}
