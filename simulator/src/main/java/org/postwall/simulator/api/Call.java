package org.postwall.simulator.api;

import org.postwall.simulator.world.Bot;

/** One call of a Bot API method by a bot. */
record Call(Bot bot, Params params, Gone gone) {
    /** Tells a call that waits when its client has gone away. */
    interface Gone {
        void onGone(Runnable action);
    }

    String text(String name) {
        return params.text(name);
    }
}
