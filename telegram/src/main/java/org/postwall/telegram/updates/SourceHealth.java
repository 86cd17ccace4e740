package org.postwall.telegram.updates;

import java.time.Duration;
import java.util.Optional;

/**
 * How a source of updates is doing.
 *
 * @param sinceLastContact the time since Telegram last answered or brought something; empty if it never did
 * @param overdue for how long it has tried nothing although it should have; zero for one that is called by Telegram
 * @param trouble what is wrong, in words for an operator; empty if nothing is
 * @param parked how many updates were parked since the start
 */
public record SourceHealth(Optional<Duration> sinceLastContact, Duration overdue, String trouble, long parked) {}
