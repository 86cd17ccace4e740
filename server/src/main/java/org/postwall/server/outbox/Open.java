package org.postwall.server.outbox;

/**
 * A source that isn't finished.
 *
 * @param cursor the last chat of the audience that has a delivery
 * @param whole whether all of the audience has
 */
record Open(Source source, Status status, long cursor, boolean whole) {}
