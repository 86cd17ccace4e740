package org.postwall.server.wall;

import io.vertx.core.Promise;

/** A post on its way into the store, and the promise of its number. */
final class PendingPost {
    private static final int OVERHEAD = 400;

    final Draft draft;
    final Promise<Long> answer = Promise.promise();
    /** How often its number turned out to be taken. */
    int refusals;

    PendingPost(Draft draft) {
        this.draft = draft;
    }

    /** Roughly what it takes in a write, in bytes: text counts as two bytes a unit. */
    int size() {
        return OVERHEAD + 2 * draft.text().length();
    }
}
