package org.postwall.server.outbox;

/**
 * What became of a message that was to be edited or deleted in its chat.
 *
 * @param chat where it is
 * @param state where its delivery stands now
 * @param revision the content's that it was brought to, or that it was tried with; negative: it was to be deleted
 * @param reason why Telegram wouldn't, in words; null where it did
 */
record Corrected(long chat, State state, int revision, String reason) {}
