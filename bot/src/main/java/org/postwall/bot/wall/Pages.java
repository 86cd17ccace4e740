package org.postwall.bot.wall;

import io.vertx.core.Future;
import java.util.List;

/**
 * Walks the wall by pages. A page is found from its neighbour's edge, not by counting from the newest post, so posts
 * that arrive or vanish meanwhile never shift what the reader sees, and the thousandth page costs what the first does.
 */
final class Pages {
    /** One more than a page shows tells whether older posts follow. */
    private static final int LOOK = Page.SIZE + 1;

    private static final int WIDEST = 320;

    private final Wall wall;

    Pages(Wall wall) {
        this.wall = wall;
    }

    Future<Page> newest() {
        return wall.newest(LOOK).map(slice -> {
            long anchor = slice.posts().isEmpty() ? 0 : slice.posts().get(0).id();
            return page(slice.posts(), anchor, slice.total(), 1);
        });
    }

    Future<Page> older(Place bottom) {
        return wall.before(bottom.edge(), LOOK)
                .compose(slice -> slice.posts().isEmpty()
                        ? newest()
                        : Future.succeededFuture(
                                page(slice.posts(), bottom.anchor(), bottom.total(), bottom.number() + 1)));
    }

    Future<Page> newer(Place top) {
        return newer(top, Page.SIZE);
    }

    /**
     * The wall gives posts from a number downwards only, so the five above the edge are looked for in a window of
     * numbers above it, which grows where posts are missing.
     */
    private Future<Page> newer(Place top, int window) {
        long upper = Math.min(top.anchor(), top.edge() + window);
        return wall.before(upper + 1, window + 1).compose(slice -> {
            List<Post> above = slice.posts().stream()
                    .filter(post -> post.id() > top.edge())
                    .toList();
            if (above.size() >= Page.SIZE) {
                List<Post> nearest = above.subList(above.size() - Page.SIZE, above.size());
                boolean first = top.number() <= 2 && nearest.get(0).id() == top.anchor();
                return Future.succeededFuture(
                        new Page(nearest, top.anchor(), top.total(), first ? 1 : Math.max(2, top.number() - 1), true));
            }
            return upper >= top.anchor() || window >= WIDEST ? fromAnchor(top) : newer(top, window * 4);
        });
    }

    private Future<Page> fromAnchor(Place place) {
        return wall.before(place.anchor() + 1, LOOK)
                .compose(slice -> slice.posts().isEmpty()
                        ? newest()
                        : Future.succeededFuture(page(slice.posts(), place.anchor(), place.total(), 1)));
    }

    private static Page page(List<Post> found, long anchor, long total, long number) {
        List<Post> shown = found.subList(0, Math.min(Page.SIZE, found.size()));
        return new Page(shown, anchor, total, number, found.size() > Page.SIZE);
    }
}
