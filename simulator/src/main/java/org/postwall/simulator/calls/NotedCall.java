package org.postwall.simulator.calls;

import java.time.Instant;

/**
 * One Bot API call.
 *
 * @param at when it arrived
 * @param bot the caller's number; 0 if its token was refused
 * @param chat the {@code chat_id} it named, empty if none
 * @param status the HTTP status of the answer; 0 if the connection was cut
 * @param retryAfter seconds, 0 for none
 */
public record NotedCall(
        long seq, Instant at, long bot, String method, String chat, int status, int errorCode, int retryAfter) {}
