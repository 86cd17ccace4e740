package org.postwall.telegram.updates;

import java.time.Duration;
import java.util.Optional;

/**
 * How a source of updates is doing.
 *
 * @param sinceLastContact the time since Telegram last answered or brought something; empty if it never did
 * @param trouble what is wrong, in words for an operator; empty if nothing is
 * @param parked how many updates were parked since the start
 */
public record SourceHealth(Optional<Duration> sinceLastContact, String trouble, long parked) {}
