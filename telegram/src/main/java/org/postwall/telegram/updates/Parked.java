package org.postwall.telegram.updates;

import java.time.Instant;

/**
 * An update that was put aside since its handling failed again and again.
 *
 * @param updateId its id
 * @param chat the chat it came from, 0 if none
 * @param why the last failure
 * @param at when it was put aside
 */
public record Parked(int updateId, long chat, String why, Instant at) {}
