package org.postwall.simulator.api;

/** What a bot wants in a chat; the more it wants, the more is checked. */
enum Access {
    READ,
    READ_MEMBERS,
    EDIT,
    WRITE
}
