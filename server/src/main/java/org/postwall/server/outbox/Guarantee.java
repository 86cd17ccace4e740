package org.postwall.server.outbox;

/** What a source promises about a send whose answer never came. */
public enum Guarantee {
    /** It is sent again: nobody misses it, somebody may get it twice. */
    AT_LEAST_ONCE,
    /** It is listed as unknown: nobody gets it twice, somebody may miss it. */
    AT_MOST_ONCE
}
