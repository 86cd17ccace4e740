package org.postwall.telegram.updates;

import java.time.Duration;
import java.util.Optional;

/**
 * How a poller is doing.
 *
 * @param sinceLastPoll the time since Telegram last answered a poll; empty if it never did
 * @param trouble what is wrong, in words for an operator; empty if nothing is
 * @param parked how many updates were parked since the start
 */
public record PollerHealth(Optional<Duration> sinceLastPoll, String trouble, long parked) {}
