package org.postwall.server.broadcast;

import java.util.Optional;

/**
 * A message to all followers. Nothing in it tells who sent it.
 *
 * @param id its number, from 1; later messages have larger ones
 * @param once whether nobody may get it twice, though somebody may miss it
 * @param at when it was stored, ISO 8601 in UTC
 * @param key pseudonym of the client's Idempotency-Key
 * @param print with a key: the {@link Print} of what came with it, whatever words the message has now; else empty
 */
public record Message(long id, Content content, boolean once, String at, Optional<String> key, String print) {}
