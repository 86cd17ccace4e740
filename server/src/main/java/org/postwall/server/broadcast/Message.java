package org.postwall.server.broadcast;

import java.util.Optional;

/**
 * A message to all followers. Nothing in it tells who sent it.
 *
 * @param id its number, from 1; later messages have larger ones
 * @param at when it was stored, ISO 8601 in UTC
 * @param key pseudonym of the client's Idempotency-Key
 */
public record Message(long id, Content content, String at, Optional<String> key) {}
