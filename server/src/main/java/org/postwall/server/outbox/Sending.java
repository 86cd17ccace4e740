package org.postwall.server.outbox;

/**
 * A source as its bot's owner knows it.
 *
 * @param source its name, as {@code broadcast:7}
 * @param guarantee what it promises where an answer never came
 * @param content what it sends
 * @param revision how often the content was edited
 */
record Sending(String source, Guarantee guarantee, Content content, int revision) {}
