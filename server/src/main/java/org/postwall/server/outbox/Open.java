package org.postwall.server.outbox;

/**
 * A source that isn't finished.
 *
 * @param cursor the last chat of the audience that has a delivery
 * @param whole whether all of the audience has
 * @param revision how often its content was edited
 * @param opened how often it was opened: once when it was accepted, and each time there was more to do
 */
record Open(Source source, Status status, long cursor, boolean whole, int revision, int opened) {}
